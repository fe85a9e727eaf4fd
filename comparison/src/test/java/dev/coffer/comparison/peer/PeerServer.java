package dev.coffer.comparison.peer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs in a process of its own, whose environment is the set-up's: reads an image a line, asks the tool named by its
 * argument and writes what it sends, or the error that it ends with. The tools print to the standard output what they
 * like; it goes to stderr.
 */
public final class PeerServer {
    private PeerServer() {}

    /** Ends with its input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Peer peer = peer(arguments[0]);
        for (String image = questions.readLine(); image != null; image = questions.readLine()) {
            answers.println(answer(peer, image));
        }
        // A tool's own threads must not keep the process alive.
        System.exit(0);
    }

    private static String answer(Peer peer, String image) {
        try {
            return "sent " + peer.ask(image).line();
        } catch (Exception failure) {
            return "error " + String.valueOf(failure).replaceAll("\\s+", " ");
        }
    }

    private static Peer peer(String name) {
        return switch (name) {
            case "jib-core" -> new JibCorePeer();
            case "jib" -> new JibPeer();
            case "spring-boot" -> new SpringBootPeer();
            case "testcontainers" -> new TestcontainersPeer();
            case "docker-java" -> new DockerJavaPeer();
            case "docker-maven-plugin" -> new DockerMavenPluginPeer();
            case "jkube" -> new JkubePeer();
            case "oras-java" -> new OrasPeer();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
