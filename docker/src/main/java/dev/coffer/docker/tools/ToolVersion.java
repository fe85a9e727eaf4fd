package dev.coffer.docker.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version's numbers, {@code 28.3.0}; what follows them ({@code -rc1}, {@code +dfsg1}) does not count.
 *
 * @param numbers from the most significant on
 */
public record ToolVersion(List<Integer> numbers) implements Comparable<ToolVersion> {
    private static final int MAX_DIGITS = 8;

    public ToolVersion {
        numbers = List.copyOf(numbers);
    }

    /** Of these numbers. */
    public static ToolVersion of(Integer... numbers) {
        return new ToolVersion(List.of(numbers));
    }

    /** The first version in the text: {@code 28.2.2} in {@code Docker version 28.2.2, build e6534b4}. */
    public static Optional<ToolVersion> in(String text) {
        int i = 0;
        while (i < text.length()) {
            if (isDigit(text.charAt(i))) {
                int end = i;
                while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                    end++;
                }
                boolean endsASentence = text.charAt(end - 1) == '.';
                Optional<ToolVersion> version = numbered(text.substring(i, endsASentence ? end - 1 : end));
                if (version.isPresent()) {
                    return version;
                }
                i = end;
            } else {
                i++;
            }
        }
        return Optional.empty();
    }

    /** Two numbers at least, or a year in a sentence would be one. */
    private static Optional<ToolVersion> numbered(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            if (part.isEmpty() || part.length() > MAX_DIGITS) {
                return Optional.empty();
            }
            numbers.add(Integer.valueOf(part));
        }
        return numbers.size() < 2 ? Optional.empty() : Optional.of(new ToolVersion(numbers));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Missing numbers count as zero: {@code 28.3} is {@code 28.3.0}. */
    @Override
    public int compareTo(ToolVersion other) {
        int length = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < length; i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(text.isEmpty() ? "" : ".").append(number);
        }
        return text.toString();
    }
}
