package dev.coffer.cli.commands;

import dev.coffer.core.tokens.CachedToken;
import dev.coffer.docker.json.JsonWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer cache list}. */
@Command(
        name = "list",
        description = "Lists the tokens that are remembered and still valid, without the tokens themselves.",
        mixinStandardHelpOptions = true)
final class CacheListCommand implements Callable<Integer> {
    private static final Comparator<CachedToken> BY_SERVER =
            Comparator.comparing(CachedToken::server).thenComparing(CachedToken::obtained);

    @Option(names = "--json", description = "A JSON array.")
    private boolean json;

    private final Output output;

    CacheListCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        List<CachedToken> tokens =
                CacheCommand.tokens().list().stream().sorted(BY_SERVER).toList();
        if (json) {
            output.write(json(tokens));
        } else if (tokens.isEmpty()) {
            output.note("no token is remembered");
        } else {
            table(tokens).lines().forEach(output::print);
        }
        return ExitStatus.DONE;
    }

    private static Table table(List<CachedToken> tokens) {
        Table table = new Table("CLOUD", "SERVER", "IDENTITY", "OPTIONS", "OBTAINED", "EXPIRES");
        for (CachedToken token : tokens) {
            table.add(
                    token.cloud().id(),
                    token.server(),
                    token.identity(),
                    options(token),
                    token.obtained().toString(),
                    token.expires().toString());
        }
        return table;
    }

    private static String options(CachedToken token) {
        return new TreeMap<>(token.options())
                .entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static byte[] json(List<CachedToken> tokens) {
        try (JsonWriter json = new JsonWriter()) {
            json.beginArray();
            for (CachedToken token : tokens) {
                json.beginObject();
                json.name("cloud").string(token.cloud().id());
                json.name("server").string(token.server());
                json.name("identity").string(token.identity());
                json.name("options").beginObject();
                for (Map.Entry<String, String> option : new TreeMap<>(token.options()).entrySet()) {
                    json.name(option.getKey()).string(option.getValue());
                }
                json.endObject();
                json.name("obtained").string(token.obtained().toString());
                json.name("expires").string(token.expires().toString());
                json.endObject();
            }
            json.endArray();
            return JsonLine.of(json);
        }
    }
}
