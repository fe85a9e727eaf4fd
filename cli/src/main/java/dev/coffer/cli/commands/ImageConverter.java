package dev.coffer.cli.commands;

import dev.coffer.api.image.ImageReference;
import dev.coffer.api.image.InvalidImageReferenceException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an image, as a pod names it, from the command line. */
final class ImageConverter implements ITypeConverter<ImageReference> {
    @Override
    public ImageReference convert(String text) {
        try {
            return ImageReference.parse(text);
        } catch (InvalidImageReferenceException bad) {
            throw new TypeConversionException(String.valueOf(bad.getMessage()));
        }
    }
}
