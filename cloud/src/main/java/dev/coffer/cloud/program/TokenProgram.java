package dev.coffer.cloud.program;

import dev.coffer.api.Kind;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.api.cloud.TokenAnswer;
import dev.coffer.api.cloud.TokenMessages;
import dev.coffer.api.cloud.TokenOrder;
import dev.coffer.cloud.acr.AcrTokens;
import dev.coffer.cloud.ecr.EcrTokens;
import dev.coffer.cloud.gcr.GcrTokens;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The program that fetches tokens: one order on standard input, one answer on standard output. It stands beside the main
 * program, which runs it when no token is at hand, so that clouds' libraries weigh on nothing else.
 */
public final class TokenProgram {
    private static final int MOST_INPUT = 1 << 20;

    private TokenProgram() {}

    /** Answers one order and ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)));
    }

    static int run(InputStream in, OutputStream out) {
        try {
            TokenOrder order = TokenMessages.readOrder(in.readNBytes(MOST_INPUT));
            out.write(TokenMessages.write(answer(order)));
            return 0;
        } catch (IOException notOurs) {
            System.err.println("coffer-cloud: " + notOurs.getMessage());
            return 1;
        }
    }

    private static TokenAnswer answer(TokenOrder order) {
        Optional<CloudRegistry> registry = CloudRegistry.of(order.server());
        if (registry.isEmpty()) {
            return failed("this server is no registry of a cloud, so no token may go there");
        }
        // By name: a native executable finds no services of its libraries.
        return switch (registry.get().cloud()) {
            case ECR -> new EcrTokens().fetch(order);
            case GCR -> new GcrTokens().fetch(order);
            case ACR -> new AcrTokens().fetch(order);
        };
    }

    private static TokenAnswer failed(String why) {
        return new TokenAnswer.Failed(Kind.REFUSED, why, List.of(), "");
    }
}
