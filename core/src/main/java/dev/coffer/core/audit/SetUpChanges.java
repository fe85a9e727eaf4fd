package dev.coffer.core.audit;

import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.FileContent;
import java.io.IOException;
import java.util.Optional;

/** What has become of the {@code credsStore} that set-up wrote: Docker Desktop sets it back, an editor may drop it. */
final class SetUpChanges implements Check {
    private static final String COFFER = "coffer";

    @Override
    public String subject() {
        return "what set-up wrote";
    }

    @Override
    public void look(Machine machine, Findings findings) throws IOException, StoreException {
        Optional<Coffer> coffer = machine.coffer();
        if (coffer.isEmpty() || !machine.canRead(coffer.get().vault())) {
            return;
        }
        Optional<String> now = credsStore(machine);
        if (!now.equals(Optional.of(COFFER)) && machine.setUp().hasWrittenCredsStore()) {
            findings.add(Finding.of(
                            Code.CREDS_STORE_CHANGED,
                            machine.dockerConfig(),
                            "coffer setup has set credsStore to coffer; since then somebody has "
                                    + now.map(name -> "put " + Shown.helper(name) + " in its place")
                                            .orElse("taken it out"))
                    .mendedBy(Command.of("coffer", "setup")));
        }
    }

    private static Optional<String> credsStore(Machine machine) {
        try {
            return machine.read(machine.dockerConfig()) instanceof FileContent.Bytes(byte[] bytes)
                    ? DockerConfig.parse(bytes).credsStore()
                    : Optional.empty();
        } catch (MalformedJsonException mistake) {
            return Optional.empty();
        }
    }
}
