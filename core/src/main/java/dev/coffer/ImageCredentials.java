package dev.coffer;

import dev.coffer.api.image.ImageReference;
import dev.coffer.api.image.InvalidImageReferenceException;

/**
 * Answers for images: what code that pulls or pushes needs, and no more. {@link RegistryCredentials} is one; a test may
 * bring a lambda.
 */
@FunctionalInterface
public interface ImageCredentials {
    /** The credential for an image. Safe to call from any thread. */
    Answer forImage(ImageReference image);

    /**
     * The credential for an image.
     *
     * @param image {@code ghcr.io/acme/app:1}; short names are Docker Hub's, {@code nginx} is
     *     {@code docker.io/library/nginx}
     * @throws InvalidImageReferenceException when the text is no image reference
     */
    default Answer forImage(String image) {
        return forImage(ImageReference.parse(image));
    }
}
