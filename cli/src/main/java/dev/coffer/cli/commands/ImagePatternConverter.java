package dev.coffer.cli.commands;

import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.matching.InvalidImagePatternException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a pattern of images, in the kubelet's language, from the command line. */
final class ImagePatternConverter implements ITypeConverter<ImagePattern> {
    @Override
    public ImagePattern convert(String text) {
        try {
            ImagePattern pattern = ImagePattern.parse(text);
            pattern.whyNever().ifPresent(why -> {
                throw new TypeConversionException("no image matches " + text + ": " + why);
            });
            return pattern;
        } catch (InvalidImagePatternException unparsable) {
            throw new TypeConversionException(text + " " + unparsable.getMessage());
        }
    }
}
