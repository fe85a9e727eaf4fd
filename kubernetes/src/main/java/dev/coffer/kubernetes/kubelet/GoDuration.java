package dev.coffer.kubernetes.kubelet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** Durations as Go writes and reads them: {@code 6h0m0s}, {@code 1.5s}, {@code 300ms}. */
public final class GoDuration {
    /** The longest duration: 2^63 - 1 nanoseconds, about 292 years. */
    public static final Duration MAX = Duration.ofNanos(Long.MAX_VALUE);

    /** More than any duration needs; Go takes more digits and ignores them. */
    private static final int MAX_LENGTH = 100;

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private GoDuration() {}

    /**
     * The text that Go's {@code time.Duration.String} gives.
     *
     * @throws ArithmeticException beyond 2^63 nanoseconds
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal absolute = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (absolute.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            return sign + subSecond(absolute);
        }
        BigDecimal[] minutes = absolute.divideAndRemainder(BigDecimal.valueOf(MINUTE));
        String seconds = plain(minutes[1], SECOND) + "s";
        long wholeMinutes = minutes[0].longValueExact();
        if (wholeMinutes == 0) {
            return sign + seconds;
        }
        String hours = wholeMinutes < 60 ? "" : wholeMinutes / 60 + "h";
        return sign + hours + wholeMinutes % 60 + "m" + seconds;
    }

    private static String subSecond(BigDecimal nanos) {
        if (nanos.compareTo(BigDecimal.valueOf(MICROSECOND)) < 0) {
            return plain(nanos, 1) + "ns";
        }
        return nanos.compareTo(BigDecimal.valueOf(MILLISECOND)) < 0
                ? plain(nanos, MICROSECOND) + "µs"
                : plain(nanos, MILLISECOND) + "ms";
    }

    private static String plain(BigDecimal nanos, long unit) {
        return nanos.divide(BigDecimal.valueOf(unit)).stripTrailingZeros().toPlainString();
    }

    /**
     * Reads what Go's {@code time.ParseDuration} reads: numbers with a unit, one after the other, with a sign before all
     * of them; {@code 0} needs no unit.
     *
     * @return empty when it is malformed, too large, or longer than 100 characters
     */
    public static Optional<Duration> parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int unitStart = endOfNumber(rest, at);
            int unitEnd = endOfUnit(rest, unitStart);
            long unit = unit(rest.substring(unitStart, unitEnd));
            Optional<BigDecimal> number = number(rest.substring(at, unitStart));
            if (unit == 0 || number.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(number.get().multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.DOWN));
            at = unitEnd;
        }
        BigDecimal nanos = text.startsWith("-") ? sum.negate() : sum;
        boolean fits = nanos.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? Optional.of(Duration.ofNanos(nanos.longValueExact())) : Optional.empty();
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static int endOfUnit(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '.' && !isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static Optional<BigDecimal> number(String text) {
        return text.isEmpty() || text.equals(".") ? Optional.empty() : Optional.of(new BigDecimal(text));
    }

    /** The unit in nanoseconds; 0 when there is no such unit. The sign of micro has two code points, both are read. */
    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> MICROSECOND;
            case "ms" -> MILLISECOND;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default -> 0;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
