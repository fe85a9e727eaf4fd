package dev.coffer.kubernetes.providers;

import dev.coffer.kubernetes.matching.ImagePattern;

/**
 * One of a provider's patterns.
 *
 * @param line where it stands, from 1
 */
public record MatchImage(ImagePattern pattern, int line) {}
