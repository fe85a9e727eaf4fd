package dev.coffer.cli.setup;

import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.core.Coffer;
import dev.coffer.docker.config.DockerConfig;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A config.json, docker's or one in its format, that has its tools ask Coffer. */
final class ConfigLink implements Link {
    private final LoginFile file;
    private final Reach reach;
    private final Environment environment;
    private final Coffer coffer;
    private final Originals originals;

    /** @param reach about which servers its tools are to ask Coffer */
    ConfigLink(LoginFile file, Reach reach, Environment environment, Coffer coffer, Originals originals) {
        this.file = file;
        this.reach = reach;
        this.environment = environment;
        this.coffer = coffer;
        this.originals = originals;
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public boolean isInPlace() throws IOException {
        return reach.isIn(file.read());
    }

    /** False for a file that is left alone until somebody mends it. */
    boolean isReadable() {
        try {
            file.read();
            return true;
        } catch (IOException malformed) {
            return false;
        }
    }

    @Override
    public List<String> servers() throws IOException {
        return serversIn(file.read());
    }

    private static List<String> serversIn(DockerConfig config) {
        return config.credHelpers().entrySet().stream()
                .filter(helper -> helper.getValue().equals(Clients.COFFER))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public List<String> remarks() throws IOException {
        return reach.oldHelper(file.read())
                .flatMap(helper -> helper.reasonToDrop(environment))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public List<Step> linking() throws IOException {
        List<Step> steps = new ArrayList<>();
        Optional<OldHelper> old = reach.oldHelper(file.read());
        if (old.isPresent() && old.get().reasonToDrop(environment).isEmpty()) {
            steps.add(new KeepOldHelper(old.get(), settings()));
        }
        steps.add(moving(reach, old));
        return steps;
    }

    /** What sets the file's helper and moves its logins. */
    MoveLogins moving() throws IOException {
        return moving(reach, reach.oldHelper(file.read()));
    }

    private MoveLogins moving(Reach wanted, Optional<OldHelper> old) {
        Set<String> answered = old.map(helper -> helper.servers(environment)).orElse(Set.of());
        return new MoveLogins(file, wanted, answered, coffer.accounts(), originals);
    }

    /** Taking back a link to all servers also takes back those to single ones. */
    @Override
    public List<Step> unlinking(boolean inPlainText, Set<OldHelper> stillNeeded) throws IOException, StoreException {
        DockerConfig current = file.read();
        Optional<Originals.Original> original = originals.first(file.path());
        List<Reach> inPlace = inPlace(current);
        List<Reach> undone = new ArrayList<>(List.of(reach));
        if (reach.equals(Reach.everything())) {
            inPlace.stream().filter(other -> !other.equals(reach)).forEach(undone::add);
        }
        List<MoveLogins> changes = new ArrayList<>();
        List<Step> dropping = new ArrayList<>();
        if (original.isPresent()) {
            DockerConfig before = file.parse(original.get().content());
            for (Reach there : inPlace) {
                changes.add(moving(there, there.oldHelper(before)));
            }
            for (Reach gone : undone) {
                gone.oldHelper(before)
                        .filter(old -> !stillNeeded.contains(old))
                        .ifPresent(old -> dropping.add(new DropOldHelper(old, settings())));
            }
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new RestoreConfig(file, changes, undone, originals, new VaultLogins(coffer), inPlainText));
        steps.addAll(dropping);
        if (undone.containsAll(inPlace)) {
            steps.add(new CloseOriginals(file.path(), originals));
        }
        return steps;
    }

    /** The helpers that the file's links keep as the last ones to be asked. */
    Set<OldHelper> oldHelpers() throws IOException, StoreException {
        Set<OldHelper> kept = new HashSet<>();
        Optional<Originals.Original> original = originals.first(file.path());
        if (original.isPresent()) {
            DockerConfig before = file.parse(original.get().content());
            for (Reach there : inPlace(file.read())) {
                there.oldHelper(before).ifPresent(kept::add);
            }
        }
        return kept;
    }

    private static List<Reach> inPlace(DockerConfig config) {
        List<Reach> reaches = new ArrayList<>();
        if (Reach.everything().isIn(config)) {
            reaches.add(Reach.everything());
        }
        for (String server : serversIn(config)) {
            reaches.add(Reach.of(ServerAddress.parse(server)));
        }
        return reaches;
    }

    private Path settings() {
        return coffer.places().config();
    }
}
