/** Programs that measure how fast the gate is and what it costs, with the settings that it comes with. */
package dev.headgate.it.speed;
