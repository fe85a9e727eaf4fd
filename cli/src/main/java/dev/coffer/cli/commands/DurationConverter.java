package dev.coffer.cli.commands;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of time as people write it: a number and {@code s}, {@code m}, {@code h} or {@code d}. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public Duration convert(String text) {
        try {
            long number = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
            Duration span =
                    switch (text.charAt(text.length() - 1)) {
                        case 's' -> Duration.ofSeconds(number);
                        case 'm' -> Duration.ofMinutes(number);
                        case 'h' -> Duration.ofHours(number);
                        case 'd' -> Duration.ofDays(number);
                        default -> throw wrong();
                    };
            if (!span.isPositive() || span.compareTo(LONGEST) > 0) {
                throw wrong();
            }
            return span;
        } catch (NumberFormatException | ArithmeticException notANumber) {
            throw wrong();
        }
    }

    private static TypeConversionException wrong() {
        return new TypeConversionException("is a time of at most a year, as 8h, 30m or 1d");
    }
}
