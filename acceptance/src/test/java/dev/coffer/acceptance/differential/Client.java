package dev.coffer.acceptance.differential;

import com.grack.nanojson.JsonObject;
import dev.coffer.acceptance.Peers;
import dev.coffer.api.Secret;
import dev.coffer.docker.tools.Command;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.docker.tools.ToolModel;
import dev.coffer.docker.tools.ToolModels;
import dev.coffer.docker.tools.ToolVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real program, how it is made to ask for an image, and how it shows a credential. Unless it says otherwise it speaks
 * with the registry itself, in the way of containers/image.
 */
enum Client {
    DOCKER_MANIFEST(Tool.DOCKER, Command.MANIFEST_INSPECT) {
        @Override
        List<String> arguments(Path storage, String image) {
            return List.of("manifest", "inspect", image);
        }

        @Override
        Wire shown(Recorder recorder, String tag, String output) {
            // Where the registry wants a login and there is none, it asks only whether there is a registry.
            return output.contains("no basic auth credentials") ? Wire.ANONYMOUS : recorder.seen(tag);
        }

        /** A registry token needs a registry that knows of tokens. */
        @Override
        Wire wire(ToolCredential credential, Recorder.Challenge challenge) {
            String registryToken = text(credential.registryToken());
            if (!registryToken.isEmpty()) {
                return challenge == Recorder.Challenge.BASIC ? Wire.ANONYMOUS : Wire.registryToken(registryToken);
            }
            return identityToken(credential, challenge).orElseGet(() -> fullLogin(credential));
        }
    },
    /** Leaves it to the engine, which is sent all that the file holds. */
    DOCKER_PULL(Tool.DOCKER, Command.PULL) {
        @Override
        List<String> arguments(Path storage, String image) {
            return List.of("pull", image);
        }

        @Override
        Wire shown(Recorder recorder, String tag, String output) {
            return recorder.pulled(tag).map(Client::parts).orElse(Wire.STOPPED);
        }

        @Override
        Wire wire(ToolCredential credential, Recorder.Challenge challenge) {
            return parts(
                    credential.username().orElse(""),
                    text(credential.password()),
                    text(credential.identityToken()),
                    text(credential.registryToken()));
        }
    },
    SKOPEO_INSPECT(Tool.SKOPEO, Command.PULL) {
        @Override
        List<String> arguments(Path storage, String image) {
            return List.of("inspect", "docker://" + image);
        }
    },
    PODMAN_PULL(Tool.PODMAN, Command.PULL) {
        @Override
        List<String> arguments(Path storage, String image) {
            return pull(storage, image);
        }
    },
    BUILDAH_PULL(Tool.BUILDAH, Command.PULL) {
        @Override
        List<String> arguments(Path storage, String image) {
            return pull(storage, image);
        }
    },
    SKOPEO_LOGIN(Tool.SKOPEO, Command.GET_LOGIN) {
        @Override
        List<String> arguments(Path storage, String image) {
            return getLogin(image);
        }

        @Override
        Wire shown(Recorder recorder, String tag, String output) {
            return userNamed(output);
        }

        @Override
        Wire wire(ToolCredential credential, Recorder.Challenge challenge) {
            return userOf(credential);
        }
    },
    PODMAN_LOGIN(Tool.PODMAN, Command.GET_LOGIN) {
        @Override
        List<String> arguments(Path storage, String image) {
            return getLogin(image);
        }

        @Override
        Wire shown(Recorder recorder, String tag, String output) {
            return userNamed(output);
        }

        @Override
        Wire wire(ToolCredential credential, Recorder.Challenge challenge) {
            return userOf(credential);
        }
    };

    private final Tool tool;
    private final Command command;

    Client(Tool tool, Command command) {
        this.tool = tool;
        this.command = command;
    }

    /** The program's name. */
    String program() {
        return tool.id();
    }

    /** The model of what this client does. */
    ToolModel model(ToolVersion version) {
        return ToolModels.of(tool, Optional.of(version), command);
    }

    /**
     * The whole command line.
     *
     * @param storage a folder for images, which stays empty; the path is short, for podman wants that
     */
    List<String> command(Path storage, String image) {
        List<String> command = new ArrayList<>();
        command.add(Peers.find(program()).orElseThrow().toString());
        command.addAll(arguments(storage, image));
        return command;
    }

    /** What follows the program's name. */
    abstract List<String> arguments(Path storage, String image);

    /** What it showed in the run of that tag, in which it wrote this output. */
    Wire shown(Recorder recorder, String tag, String output) {
        return recorder.seen(tag);
    }

    /** How it shows that credential: at a token server a login needs both its halves, at a registry it does not. */
    Wire wire(ToolCredential credential, Recorder.Challenge challenge) {
        if (challenge == Recorder.Challenge.BEARER) {
            return identityToken(credential, challenge).orElseGet(() -> fullLogin(credential));
        }
        String username = credential.username().orElse("");
        String password = text(credential.password());
        return username.isEmpty() && password.isEmpty() ? Wire.ANONYMOUS : Wire.login(username, password);
    }

    private static List<String> pull(Path storage, String image) {
        return List.of(
                "--root",
                storage.resolve("all").toString(),
                "--runroot",
                storage.resolve("run").toString(),
                "--storage-driver",
                "vfs",
                "pull",
                image);
    }

    private static List<String> getLogin(String image) {
        return List.of("login", "--get-login", image.substring(0, image.lastIndexOf(':')));
    }

    /** What {@code login --get-login} prints. */
    private static Wire userNamed(String output) {
        if (output.contains("not logged into")) {
            return Wire.ANONYMOUS;
        }
        boolean isError = output.contains("Error: ") || output.contains("level=fatal");
        // Warnings may stand before it.
        return isError
                ? Wire.STOPPED
                : Wire.user(output.strip().lines().toList().getLast());
    }

    private static Wire userOf(ToolCredential credential) {
        String username = credential.username().orElse("");
        return username.isEmpty() ? Wire.ANONYMOUS : Wire.user(username);
    }

    /** An identity token is of use at a token server only. */
    private static Optional<Wire> identityToken(ToolCredential credential, Recorder.Challenge challenge) {
        String token = text(credential.identityToken());
        return challenge == Recorder.Challenge.BASIC || token.isEmpty()
                ? Optional.empty()
                : Optional.of(Wire.identityToken(token));
    }

    private static Wire fullLogin(ToolCredential credential) {
        String username = credential.username().orElse("");
        String password = text(credential.password());
        return username.isEmpty() || password.isEmpty() ? Wire.ANONYMOUS : Wire.login(username, password);
    }

    private static Wire parts(JsonObject auth) {
        return parts(
                auth.getString("username", ""),
                auth.getString("password", ""),
                auth.getString("identitytoken", ""),
                auth.getString("registrytoken", ""));
    }

    /** The engine sends no login of which one half is empty. */
    private static Wire parts(String username, String password, String identityToken, String registryToken) {
        List<String> parts = new ArrayList<>();
        if (!username.isEmpty() && !password.isEmpty()) {
            parts.add(Wire.login(username, password).text());
        }
        if (!identityToken.isEmpty()) {
            parts.add(Wire.identityToken(identityToken).text());
        }
        if (!registryToken.isEmpty()) {
            parts.add(Wire.registryToken(registryToken).text());
        }
        return parts.isEmpty() ? Wire.ANONYMOUS : new Wire(String.join(", ", parts));
    }

    private static String text(Optional<Secret> secret) {
        return secret.map(Secret::text).orElse("");
    }
}
