/** Tokens of Google's registries, by Google's auth library. */
package dev.coffer.cloud.gcr;
