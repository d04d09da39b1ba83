/** The contract of an installation's topics as an AsyncAPI document, made of the catalogue, the list of rights and the JSON Schemas. */
@NullMarked
package dev.headgate.cli.contract;

import org.jspecify.annotations.NullMarked;
