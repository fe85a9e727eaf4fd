package dev.coffer.cloud.ecr;

import dev.coffer.api.Kind;
import dev.coffer.platform.files.BoundedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file with one token in it, which its owner replaces from time to time, so that it is read anew each time. */
final class TokenFile {
    private static final int LONGEST = 20_000;

    private TokenFile() {}

    /**
     * The token, without the line end.
     *
     * @param named what names the file, for messages
     */
    static String read(String file, String named) throws AwsFailure {
        try {
            Optional<byte[]> content = BoundedFile.read(Path.of(file), LONGEST);
            if (content.isPresent()) {
                return new String(content.get(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException | InvalidPathException unreadable) {
            throw new AwsFailure(
                    Kind.DAMAGED,
                    "the token file in " + named + " cannot be read: " + AwsFailure.quoted(file),
                    "check its mode and owner");
        }
        throw new AwsFailure(
                Kind.UNREACHABLE,
                "the token file in " + named + " is not there: " + AwsFailure.quoted(file),
                "check that the workload's token is mounted there");
    }
}
