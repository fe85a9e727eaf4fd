package dev.coffer.docker.tools;

import dev.coffer.api.Secret;
import dev.coffer.docker.tools.AuthFileCases.Case;
import dev.coffer.docker.tools.AuthFileCases.Lying;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** The cases of jib-core, which is given the path of docker's file. */
final class JibCases {
    private static final String CONFIG = "$HOME/.docker/config.json";

    /** In the cases of the match order {@code auth} holds one of these instead of a login. */
    private static final List<String> MARKERS = List.of("https+suffix", "suffix", "https", "exact");

    private JibCases() {}

    static ToolAnswer ask(Case each, String key, MapWorld world) {
        if (each.id().startsWith("jib/match order")) {
            String text = ((Lying.Text) Objects.requireNonNull(each.place().get(CONFIG))).text();
            for (String marker : MARKERS) {
                text = text.replace("\"auth\": \"" + marker + "\"", "\"auth\": \"" + login(marker) + "\"");
            }
            world.file(".docker/config.json", text);
        }
        return JavaTools.jibCore().ask(new Target(key, ""), world);
    }

    private static String login(String marker) {
        return Base64.getEncoder().encodeToString(("u:" + marker).getBytes(StandardCharsets.UTF_8));
    }

    /** The answer with the marked entry's login. */
    static ToolOutcome marked(String marker, ToolAnswer answer) {
        CredentialPlace place = ((ToolOutcome.Uses) answer.outcome()).place();
        return new ToolOutcome.Uses(ToolCredential.of("u", Secret.ofText(marker)), place);
    }
}
