package dev.headgate.documents.configuration;

import dev.headgate.documents.Place;

/**
 * A value as somebody wrote it.
 *
 * @param key the key, in dots
 * @param value the text of the value
 * @param place where it stands; a variable or a flag has no line
 */
record WrittenSetting(String key, String value, Place place) {}
