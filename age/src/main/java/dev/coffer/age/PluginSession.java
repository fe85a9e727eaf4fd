package dev.coffer.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One run of a plugin: what its two state machines have in common. First we send all we have; then the plugin leads,
 * and each of its messages gets one answer.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age-plugin.md#ipc-protocol">age-plugin.md, IPC protocol</a>
 */
final class PluginSession implements AutoCloseable {
    /** Each run is about one file, which has this number. */
    static final String FILE_INDEX = "0";

    private static final byte[] NO_BODY = {};
    private static final String OK = "ok";
    private static final String FAIL = "fail";

    private final String plugin;
    private final Prompts prompts;
    private final PluginProcess process;
    private final PluginReader reader;
    private final List<String> errors = new ArrayList<>();
    private Optional<AgeException.NoAnswer> unanswered = Optional.empty();

    private PluginSession(String plugin, Prompts prompts, PluginProcess process) {
        this.plugin = plugin;
        this.prompts = prompts;
        this.process = process;
        this.reader = new PluginReader(plugin, process);
    }

    static PluginSession start(String plugin, String stateMachine, Plugins plugins) throws AgeException.PluginFailed {
        return new PluginSession(plugin, plugins.prompts(), PluginProcess.start(plugin, stateMachine, plugins));
    }

    /** Takes what the plugin gives. */
    interface Result {
        /** False for a message that is not known. */
        boolean accept(Stanza message, PluginReader reader) throws AgeException.PluginFailed;

        /** True until the plugin has given what was asked for. */
        boolean isEmpty();
    }

    void send(String command, List<String> arguments, byte[] body) {
        process.send(StanzaText.of(command, arguments, body));
    }

    void send(String command, String... arguments) {
        send(command, List.of(arguments), NO_BODY);
    }

    /** Sends a stanza of the file, its type as an argument. */
    void sendStanza(Stanza stanza) {
        List<String> words = new ArrayList<>();
        words.add(FILE_INDEX);
        words.add(stanza.type());
        words.addAll(stanza.arguments());
        send("recipient-stanza", words, stanza.body());
    }

    /** Sends what means nothing: plugins must pass it over, so that later versions can send more. */
    void sendGrease() {
        byte[] random = RandomBytes.of(64);
        String word = HexFormat.of().formatHex(random, 0, 8);
        send("grease-" + word, List.of(word), Arrays.copyOf(random, random[0] & 63));
    }

    /**
     * Lets the plugin lead until it is done and has ended.
     *
     * @throws AgeException.NoAnswer if the plugin could not do its work, after a question of it was not answered
     * @throws AgeException.PluginFailed if it says so, or does not keep to the protocol
     */
    void converse(Result result) throws AgeException {
        try {
            follow(result);
        } catch (AgeException.PluginFailed failed) {
            throw unanswered.isPresent() ? unanswered.get() : failed;
        }
        if (result.isEmpty() && unanswered.isPresent()) {
            throw unanswered.get();
        }
    }

    private void follow(Result result) throws AgeException {
        send("done");
        Stanza message = next();
        while (!message.type().equals("done")) {
            answer(message, result);
            message = next();
        }
        process.finish();
        if (!errors.isEmpty()) {
            throw new AgeException.PluginFailed(plugin, errors.getFirst());
        }
    }

    private Stanza next() throws AgeException {
        process.expectMessage();
        try {
            return reader.next();
        } catch (AgeException failed) {
            throw failed;
        } catch (IOException noMore) {
            throw process.endedEarly();
        }
    }

    private void answer(Stanza message, Result result) throws AgeException {
        switch (message.type()) {
            case "msg" -> {
                prompts.tell(text(message));
                send(prompts == Prompts.none() ? FAIL : OK);
            }
            case "confirm", "request-public", "request-secret" -> {
                try {
                    ask(message);
                } catch (AgeException.NoAnswer noAnswer) {
                    // The plugin decides whether it can do without.
                    unanswered = unanswered.or(() -> Optional.of(noAnswer));
                    send(FAIL);
                }
            }
            case "error" -> {
                errors.add(describe(message));
                send(OK);
            }
            default -> send(result.accept(message, reader) ? OK : "unsupported");
        }
    }

    private void ask(Stanza message) throws AgeException {
        String question = text(message);
        switch (message.type()) {
            case "confirm" -> send(OK, confirm(message, question) ? "yes" : "no");
            case "request-public" -> sendAnswer(prompts.ask(question).getBytes(StandardCharsets.UTF_8));
            default -> sendAnswer(prompts.askSecret(question));
        }
    }

    private boolean confirm(Stanza message, String question) throws AgeException {
        List<String> choices = message.arguments();
        if (choices.isEmpty() || choices.size() > 2) {
            throw reader.malformed("a confirmation has one or two choices");
        }
        String yes = PluginText.of(reader.base64(choices.getFirst()));
        Optional<String> no =
                choices.size() == 1 ? Optional.empty() : Optional.of(PluginText.of(reader.base64(choices.getLast())));
        return prompts.confirm(question, yes, no);
    }

    private void sendAnswer(byte[] answer) {
        send(OK, List.of(), answer);
        Arrays.fill(answer, (byte) 0);
    }

    /** The plugin is named, so that the user knows who asks. */
    private String text(Stanza message) {
        return PluginName.PROGRAM_PREFIX + plugin + ": " + PluginText.of(message.body());
    }

    private static String describe(Stanza error) {
        String said = PluginText.printable(error.body());
        String text = said.isEmpty() ? "it does not say why" : said;
        String kind = error.arguments().isEmpty() ? "" : error.arguments().getFirst();
        return switch (kind) {
            case "recipient" -> "cannot encrypt to the recipient: " + text;
            case "identity" -> "cannot use the identity: " + text;
            case "stanza" -> "finds a stanza of the file damaged: " + text;
            default -> "failed: " + text;
        };
    }

    @Override
    public void close() {
        process.close();
    }
}
