package dev.coffer.core.audit;

import dev.coffer.docker.json.MalformedJsonException;
import dev.coffer.docker.tools.FileContent;
import java.nio.file.Path;
import java.util.Map;

/** Secrets of clouds and build tools that lie in files. */
final class OtherSecrets implements Check {
    @Override
    public String subject() {
        return "secrets of other tools";
    }

    @Override
    public void look(Machine machine, Findings findings) {
        for (Map.Entry<Path, SecretFormat> place : SecretPlaces.of(machine).entrySet()) {
            Path file = place.getKey();
            if (machine.read(file) instanceof FileContent.Bytes(byte[] bytes) && bytes.length > 0) {
                try {
                    place.getValue().look(file, bytes).ifPresent(findings::add);
                } catch (MalformedJsonException mistake) {
                    findings.add(Finding.of(Code.MALFORMED_FILE, file, String.valueOf(mistake.getMessage()))
                            .advising("mend the file by hand, or log in again with the tool that wrote it"));
                }
            }
        }
    }
}
