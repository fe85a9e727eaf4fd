package dev.coffer.api.cloud;

import dev.coffer.api.Kind;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.WorkloadToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders and answers as bytes, for a fetcher in another process and for answers that are kept. Numbers are big-endian;
 * texts are UTF-8 with their length before them. Both ends are of one version of the program: there is nothing to
 * negotiate, and bytes of another version are refused.
 */
public final class TokenMessages {
    private static final int ORDER = 0x434f0102;
    private static final int FETCHED = 0x43410101;
    private static final int ABSENT = 0x434e0101;
    private static final int FAILED = 0x43460101;
    private static final int MOST_BYTES = 1 << 18;
    private static final int MOST_ITEMS = 1000;

    private TokenMessages() {}

    /** The order as bytes. They hold the workload's token, if there is one. */
    public static byte[] write(TokenOrder order) {
        return bytes(out -> {
            out.writeInt(ORDER);
            text(out, order.server().spelling());
            texts(out, order.options());
            out.writeInt(order.allowedHosts().size());
            for (String host : order.allowedHosts()) {
                text(out, host);
            }
            out.writeLong(order.limit().toMillis());
            out.writeBoolean(order.workload().isPresent());
            if (order.workload().isPresent()) {
                workload(out, order.workload().get());
            }
        });
    }

    /**
     * Reads an order.
     *
     * @throws IOException when the bytes are none of this version
     */
    public static TokenOrder readOrder(byte[] bytes) throws IOException {
        return read(bytes, in -> {
            if (in.readInt() != ORDER) {
                throw new IOException("this is no order for a token, or one of another version");
            }
            ServerAddress server = ServerAddress.parse(text(in));
            Map<String, String> options = texts(in);
            Set<String> hosts = new LinkedHashSet<>();
            for (int left = count(in); left > 0; left--) {
                hosts.add(text(in));
            }
            Duration limit = Duration.ofMillis(in.readLong());
            Optional<WorkloadToken> workload = in.readBoolean() ? Optional.of(workload(in)) : Optional.empty();
            return new TokenOrder(server, options, hosts, limit, workload);
        });
    }

    /** The answer as bytes. They hold the token. */
    public static byte[] write(TokenAnswer answer) {
        return bytes(out -> {
            switch (answer) {
                case TokenAnswer.Fetched fetched -> {
                    out.writeInt(FETCHED);
                    text(out, fetched.username());
                    secret(out, fetched.token());
                    out.writeLong(fetched.expires().getEpochSecond());
                    text(out, fetched.identity());
                }
                case TokenAnswer.Absent absent -> {
                    out.writeInt(ABSENT);
                    text(out, absent.whatToDo());
                }
                case TokenAnswer.Failed failed -> {
                    out.writeInt(FAILED);
                    text(out, failed.kind().name());
                    text(out, failed.why());
                    text(out, failed.whatToDo());
                }
            }
            out.writeInt(answer.tried().size());
            for (Attempt attempt : answer.tried()) {
                text(out, attempt.element());
                text(out, attempt.said());
            }
        });
    }

    /**
     * Reads an answer.
     *
     * @throws IOException when the bytes are none of this version
     */
    public static TokenAnswer readAnswer(byte[] bytes) throws IOException {
        return read(bytes, in -> switch (in.readInt()) {
            case FETCHED ->
                new TokenAnswer.Fetched(
                        text(in),
                        Secret.owning(block(in)),
                        Instant.ofEpochSecond(in.readLong()),
                        text(in),
                        attempts(in));
            case ABSENT -> {
                String whatToDo = text(in);
                yield new TokenAnswer.Absent(attempts(in), whatToDo);
            }
            case FAILED -> {
                Kind kind = Kind.valueOf(text(in));
                String why = text(in);
                String whatToDo = text(in);
                yield new TokenAnswer.Failed(kind, why, attempts(in), whatToDo);
            }
            default -> throw new IOException("this is no answer about a token, or one of another version");
        });
    }

    private static List<Attempt> attempts(DataInputStream in) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            attempts.add(new Attempt(text(in), text(in)));
        }
        return attempts;
    }

    private static void workload(DataOutputStream out, WorkloadToken workload) throws IOException {
        secret(out, workload.token());
        texts(out, workload.annotations());
    }

    private static WorkloadToken workload(DataInputStream in) throws IOException {
        return new WorkloadToken(Secret.owning(block(in)), texts(in));
    }

    private static void secret(DataOutputStream out, Secret secret) throws IOException {
        byte[] bytes = secret.copyBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    private static void texts(DataOutputStream out, Map<String, String> texts) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> texts(DataInputStream in) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int left = count(in); left > 0; left--) {
            texts.put(text(in), text(in));
        }
        return texts;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(block(in), StandardCharsets.UTF_8);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES || length > in.available()) {
            throw new IOException("a message about a token ends too early");
        }
        return in.readNBytes(length);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ITEMS) {
            throw new IOException("a message about a token names too many things");
        }
        return count;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        try {
            T value = reading.from(in);
            if (in.available() > 0) {
                throw new IOException("a message about a token is longer than it says");
            }
            return value;
        } catch (EOFException early) {
            throw new IOException("a message about a token ends too early", early);
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new IOException("a message about a token holds a value that is none", malformed);
        }
    }
}
