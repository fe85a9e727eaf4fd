package dev.coffer.core.tokens;

import dev.coffer.api.Request;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** A process that asks for one token, which the program named in its argument fetches, and prints whose it is. */
final class TokensProcess {
    private TokensProcess() {}

    public static void main(String[] arguments) throws IOException {
        Environment environment = Environment.ofProcess();
        FetcherProgram program = new FetcherProgram(Path.of(arguments[0]), environment);
        Tokens tokens = new Tokens(environment, Places.of(environment), Set.of(), program, InstantSource.system());
        System.out.println(Sandbox.token(Sandbox.ask(tokens, Sandbox.ECR, Map.of(), Request.DEFAULT_LIMIT)));
    }
}
