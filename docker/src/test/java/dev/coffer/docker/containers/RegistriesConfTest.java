package dev.coffer.docker.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.docker.containers.CredentialHelpers.Setting;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.places.NoHomeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistriesConfTest {
    private final Path user;
    private final Path system;
    private final RegistriesConf conf;

    RegistriesConfTest(@TempDir Path folder) {
        this.user = folder.resolve("user");
        this.system = folder.resolve("etc");
        this.conf = new RegistriesConf(user, system, Optional.empty());
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void thePlacesAreThoseOfTheContainersTools() throws NoHomeException {
        RegistriesConf ofUser = RegistriesConf.of(new Environment(Map.of("HOME", "/home/u")));
        assertThat(ofUser.userDropIn())
                .isEqualTo(Path.of("/home/u/.config/containers/registries.conf.d/99-coffer.conf"));
        assertThat(ofUser.systemDropIn()).isEqualTo(Path.of("/etc/containers/registries.conf.d/99-coffer.conf"));
    }

    @Test
    void withoutFilesThereIsNoSetting() throws IOException {
        assertThat(conf.files()).isEmpty();
        assertThat(conf.credentialHelpers().inForce()).isEmpty();
    }

    @Test
    void aDropInIsWrittenReadableForEverybodyAndRead() throws IOException {
        RegistriesConf.write(conf.userDropIn(), "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf.userDropIn())))
                .isEqualTo("rw-r--r--");
        assertThat(conf.credentialHelpers().inForce())
                .contains(new Setting(conf.userDropIn(), List.of("coffer", "containers-auth.json")));
    }

    @Test
    void theLastFileCountsAndTheUsersComeLast() throws IOException {
        Path main = write(system.resolve("registries.conf"), "credential-helpers = ['a']");
        Path second = write(system.resolve("registries.conf.d/2.conf"), "credential-helpers = ['c']");
        Path first = write(system.resolve("registries.conf.d/1.conf"), "credential-helpers = ['b']");
        write(system.resolve("registries.conf.d/3.conf.bak"), "credential-helpers = ['x']");
        Path users = write(user.resolve("registries.conf.d/0.conf"), "credential-helpers = []");
        assertThat(conf.credentialHelpers().settings())
                .containsExactly(
                        new Setting(main, List.of("a")),
                        new Setting(first, List.of("b")),
                        new Setting(second, List.of("c")),
                        new Setting(users, List.of()));
        assertThat(conf.credentialHelpers().inForce()).contains(new Setting(users, List.of()));
        assertThat(conf.fileThatHidesTheSystems()).isEmpty();
    }

    @Test
    void theUsersMainFileHidesAllOfTheSystems() throws IOException {
        write(system.resolve("registries.conf"), "credential-helpers = ['a']");
        RegistriesConf.write(conf.systemDropIn(), "credential-helpers = [\"coffer\", \"containers-auth.json\"]\n");
        Path hiding = write(user.resolve("registries.conf"), "");
        assertThat(conf.fileThatHidesTheSystems()).contains(hiding);
        assertThat(conf.files()).containsExactly(hiding);
        assertThat(conf.credentialHelpers().inForce()).isEmpty();
    }

    @Test
    void aNamedMainFileTakesThePlaceOfBothMainFiles() throws IOException {
        Path named = write(user.resolve("named.conf"), "");
        write(user.resolve("registries.conf"), "");
        Path systems = write(system.resolve("registries.conf.d/1.conf"), "");
        Path users = write(user.resolve("registries.conf.d/1.conf"), "");
        assertThat(new RegistriesConf(user, system, Optional.of(named)).files()).containsExactly(named, systems, users);
    }

    @Test
    void aFileThatIsNotUnderstoodIsNamedAndHidesNothing() throws IOException {
        Path bad = write(system.resolve("registries.conf"), "a = 1\ncredential-helpers = 'x'\n");
        Path good = write(user.resolve("registries.conf.d/1.conf"), "credential-helpers = ['y']");
        CredentialHelpers helpers = conf.credentialHelpers();
        assertThat(helpers.notUnderstood()).containsExactly(bad + ": line 2: a list of strings is expected");
        assertThat(helpers.inForce()).contains(new Setting(good, List.of("y")));
    }
}
