package dev.coffer.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Reason;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.platform.files.FileLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Duration HALF = Duration.ofHours(6);
    private static final String OTHER = "210987654321.dkr.ecr.eu-central-1.amazonaws.com";

    @TempDir
    Path home;

    private Sandbox user;

    @BeforeEach
    void makeUser() {
        user = new Sandbox(home);
    }

    @Test
    void aTokenIsFetchedOnceAndThenRemembered() throws IOException {
        Lookup first = user.ask();
        user.pass(HALF.minusSeconds(1));
        Lookup second = user.ask();

        assertThat(user.cloud.calls()).isEqualTo(1);
        assertThat(second).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            assertThat(found.credential()).isEqualTo(((Lookup.Found) first).credential());
            assertThat(found.credential().username()).isEqualTo("AWS");
            assertThat(found.credential().expires()).contains(Sandbox.START.plus(Duration.ofHours(12)));
            assertThat(found.origin().source()).isEqualTo("ecr:somebody");
            assertThat(found.origin().server()).isEqualTo(Sandbox.ECR);
            assertThat(found.notes())
                    .containsExactly(
                            new Reason("remembered from an earlier fetch"),
                            new Reason("environment: AWS_ACCESS_KEY_ID is not set"));
        });
    }

    @Test
    void fromHalfOfItsLifeOnANewOneIsFetched() throws IOException {
        user.ask();
        user.pass(HALF);
        assertThat(user.token()).isEqualTo("somebody-2");
        assertThat(user.token()).isEqualTo("somebody-2");
        assertThat(user.cloud.calls()).isEqualTo(2);
    }

    @Test
    void whileTheCloudIsDownAValidTokenServesAndTheCloudIsNotAskedAllTheTime() throws IOException {
        user.ask();
        user.pass(HALF);
        user.cloud.down(true);
        Lookup answer = user.ask();
        assertThat(Sandbox.token(answer)).isEqualTo("somebody-1");
        assertThat(Sandbox.firstNote(answer)).isEqualTo("still valid; a new one could not be had: the cloud is down");
        assertThat(user.cloud.lastLimit()).isEqualTo(Duration.ofSeconds(10));
        user.pass(Duration.ofSeconds(59));
        assertThat(user.token()).isEqualTo("somebody-1");
        assertThat(user.cloud.calls()).isEqualTo(2);
        user.pass(Duration.ofSeconds(1));
        assertThat(user.token()).isEqualTo("somebody-1");
        assertThat(user.cloud.calls()).isEqualTo(3);
        user.cloud.down(false);
        user.pass(Duration.ofSeconds(60));
        assertThat(user.token()).isEqualTo("somebody-4");
    }

    @Test
    void aValidTokenServesWhenNobodyIsLoggedInAnyMoreAsFarAsTheCloudCanTell() throws IOException {
        user.ask();
        user.pass(HALF);
        user.cloud.loggedOut(true);
        assertThat(user.token()).isEqualTo("somebody-1");
        user.pass(HALF);
        assertThat(user.token()).startsWith("absent: ");
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 1, 0, -1, -100_000})
    void aTokenThatIsOverIsNeverAnswered(long secondsLeft) throws IOException {
        user.ask();
        user.pass(Duration.ofHours(12).minusSeconds(secondsLeft));
        user.cloud.down(true);
        assertThat(user.token()).isEqualTo("UNREACHABLE: the cloud is down");
    }

    @Test
    void aTokenThatHasAlreadyEndedWhenItComesIsNone() throws IOException {
        user.cloud.life(Duration.ofSeconds(-1));
        assertThat(user.ask()).isInstanceOfSatisfying(Lookup.Unavailable.class, expired -> {
            assertThat(expired.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(expired.whatToDo()).contains("clock");
        });
    }

    @Test
    void aTokenOfAShortLifeIsAnsweredToWhoeverItWasFetchedForAndToNobodyLater() throws IOException {
        user.cloud.life(Duration.ofSeconds(30));
        assertThat(user.token()).isEqualTo("somebody-1");
        user.pass(Duration.ofSeconds(1));
        assertThat(user.token()).isEqualTo("somebody-2");
    }

    @Test
    void aClockThatWasSetBackMakesTheTokenDoubtful() throws IOException {
        user.ask();
        user.pass(Duration.ofSeconds(-50));
        assertThat(user.token()).isEqualTo("somebody-1");
        user.pass(Duration.ofHours(-3));
        user.cloud.down(true);
        assertThat(user.token()).isEqualTo("UNREACHABLE: the cloud is down");
        user.cloud.down(false);
        assertThat(user.token()).isEqualTo("somebody-3");
    }

    @Test
    void aFailureSaysWhatWasTriedAndIsTriedAgainAtOnce() throws IOException {
        user.cloud.down(true);
        assertThat(user.ask()).isInstanceOfSatisfying(Lookup.Unavailable.class, down -> {
            assertThat(down.tried()).containsExactly(new Reason("environment: AWS_ACCESS_KEY_ID is not set"));
            assertThat(down.whatToDo()).isEqualTo("wait");
        });
        user.pass(Duration.ofSeconds(1));
        user.cloud.down(false);
        assertThat(user.token()).isEqualTo("somebody-2");
    }

    @Test
    void aSwitchOfProfileRoleOrKeyNeverShowsAForeignToken() throws IOException {
        Path credentials = home.resolve(".aws/credentials");
        Map<String, String> role = new HashMap<>();
        user.cloud.identity(() -> {
            try {
                return user.variables.getOrDefault("AWS_PROFILE", "default") + "/" + role.getOrDefault("role", "none")
                        + "/" + Files.readString(credentials);
            } catch (IOException missing) {
                throw new java.io.UncheckedIOException(missing);
            }
        });
        for (int round = 0; round < 3; round++) {
            for (String key : List.of("AKIA1", "AKIA2")) {
                Sandbox.write(credentials, key);
                for (String profile : List.of("work", "play")) {
                    user.variables.put("AWS_PROFILE", profile);
                    for (String arn : List.of("reader", "writer")) {
                        role.put("role", arn);
                        String expected = profile + "/" + arn + "/" + key + "-";
                        assertThat(Sandbox.token(user.ask(Sandbox.ECR, role))).startsWith(expected);
                        assertThat(Sandbox.token(user.ask(Sandbox.ECR, role))).startsWith(expected);
                    }
                }
            }
        }
        assertThat(user.cloud.calls()).isEqualTo(24);
    }

    @Test
    void anAnswerDuringWhichTheIdentityChangedIsNotRemembered() throws IOException {
        Path credentials = home.resolve(".aws/credentials");
        user.cloud.identity(() -> {
            try {
                Sandbox.write(credentials, "during the call");
                return "somebody";
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
        user.ask();
        assertThat(user.files()).isEmpty();
        user.cloud.identity(() -> "another");
        assertThat(user.token()).isEqualTo("another-2");
        assertThat(user.token()).isEqualTo("another-2");
    }

    @Test
    void aFileUnderAnothersNameIsRefused() throws IOException {
        user.ask();
        Path first = user.files()[0];
        byte[] content = Files.readAllBytes(first);
        Files.delete(first);
        user.ask(OTHER, Map.of());
        Path second = user.files()[0];
        Files.write(second, content);
        assertThat(Sandbox.token(user.ask(OTHER, Map.of()))).isEqualTo("somebody-3");
    }

    @Test
    void aTokenUnderTheNameOfAFailureIsRefusedAndTheOtherWayRound() throws IOException {
        user.cloud.down(true);
        user.ask();
        Path failure;
        try (Stream<Path> files = Files.list(user.folder())) {
            failure = files.filter(file -> file.toString().endsWith(TokenKey.FAILURE_SUFFIX))
                    .findFirst()
                    .orElseThrow();
        }
        Path token = Path.of(failure.toString().replace(TokenKey.FAILURE_SUFFIX, TokenKey.TOKEN_SUFFIX));
        Files.copy(failure, token);
        user.cloud.down(false);
        user.pass(Duration.ofSeconds(1));
        assertThat(user.token()).isEqualTo("somebody-2");
        Files.copy(token, failure, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(user.token()).isEqualTo("somebody-2");
    }

    @Test
    void aDamagedFileIsAsGoodAsNoneAndIsReplaced() throws IOException {
        user.ask();
        Path file = user.files()[0];
        byte[] content = Files.readAllBytes(file);
        int calls = 1;
        for (int length = 0; length < content.length; length += 37) {
            Files.write(file, Arrays.copyOf(content, length));
            assertThat(user.token()).isEqualTo("somebody-" + ++calls);
            assertThat(user.token()).isEqualTo("somebody-" + calls);
        }
        for (int at = 0; at < content.length; at += 53) {
            byte[] flipped = content.clone();
            flipped[at] ^= 1;
            Files.write(file, flipped);
            assertThat(user.token()).isEqualTo("somebody-" + ++calls);
        }
    }

    @Test
    void aDamagedIdentityIsReplacedAndTheCacheBeginsAnew() throws IOException {
        user.ask();
        Files.writeString(user.identity(), "AGE-SECRET-KEY-1NONSENSE\n");
        assertThat(user.token()).isEqualTo("somebody-2");
        assertThat(user.token()).isEqualTo("somebody-2");
        Files.delete(user.identity());
        assertThat(user.token()).isEqualTo("somebody-3");
        assertThat(user.token()).isEqualTo("somebody-3");
    }

    @Test
    void filesThatOthersOwnOrMayReadAreAsGoodAsNoneAndAreReplaced() throws IOException {
        user.ask();
        Files.setPosixFilePermissions(user.files()[0], PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(user.token()).isEqualTo("somebody-2");
        assertThat(user.token()).isEqualTo("somebody-2");
        Files.setAttribute(user.files()[0], "unix:uid", 12345);
        assertThat(user.token()).isEqualTo("somebody-3");
        assertThat(user.token()).isEqualTo("somebody-3");
        Files.setPosixFilePermissions(user.identity(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(user.token()).isEqualTo("somebody-4");
        assertThat(user.token()).isEqualTo("somebody-4");
        assertThat(Files.getPosixFilePermissions(user.identity()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void withoutAPlaceForTheCacheEachTokenIsFetched() throws IOException {
        user.variables.put("COFFER_HOME", "/proc/nowhere");
        assertThat(user.token()).isEqualTo("somebody-1");
        assertThat(user.token()).isEqualTo("somebody-2");
        user.variables.put("COFFER_IDENTITY_HOME", "/proc/nowhere");
        assertThat(user.token()).isEqualTo("somebody-3");
        user.cloud.down(true);
        assertThat(user.token()).isEqualTo("UNREACHABLE: the cloud is down");
    }

    @Test
    void aFolderThatCannotBeWrittenStillAnswersWhatIsInIt() throws IOException {
        user.ask();
        Files.setPosixFilePermissions(user.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(user.token()).isEqualTo("somebody-1");
        user.pass(HALF);
        assertThat(user.token()).isEqualTo("somebody-2");
        assertThat(user.token()).isEqualTo("somebody-3");
        user.cloud.down(true);
        assertThat(user.token()).isEqualTo("somebody-1");
    }

    @Test
    void aValidTokenDoesNotWaitForWhoeverRefreshesIt() throws IOException {
        user.ask();
        user.pass(HALF);
        try (FileLock _ = FileLock.acquire(onlyLock(), Duration.ZERO)) {
            Lookup answer = user.ask();
            assertThat(Sandbox.token(answer)).isEqualTo("somebody-1");
            assertThat(Sandbox.firstNote(answer)).contains("is being fetched by another process");
        }
    }

    @Test
    void theWaitForAnotherProcessHasALimit() throws IOException {
        user.ask();
        Files.delete(user.files()[0]);
        try (FileLock _ = FileLock.acquire(onlyLock(), Duration.ZERO)) {
            Lookup answer = Sandbox.ask(user.tokens(), Sandbox.ECR, Map.of(), Duration.ofMillis(50));
            assertThat(Sandbox.token(answer))
                    .isEqualTo("TIMEOUT: another process has been fetching a token for " + Sandbox.ECR + " for 50 ms");
        }
    }

    private Path onlyLock() throws IOException {
        try (Stream<Path> files = Files.list(user.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith("lock-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theCacheCanBePassedBy() throws IOException {
        user.ask();
        ServerAddress server = ServerAddress.parse(Sandbox.ECR);
        Lookup answer =
                user.tokens().fetch(Request.of(server), CloudRegistry.of(server).orElseThrow(), Map.of());
        assertThat(Sandbox.token(answer)).isEqualTo("somebody-2");
        assertThat(user.token()).isEqualTo("somebody-1");
    }

    @Test
    void aWriteCleansUpWhatIsOver() throws IOException {
        user.ask();
        user.ask(OTHER, Map.of());
        Path temporary = Files.writeString(user.folder().resolve(".coffer-1-2-3.tmp"), "half a token");
        Path note = Files.writeString(user.folder().resolve("absent-ec2"), "some boot");
        Path foreign = Files.writeString(user.folder().resolve("README"), "of somebody");
        for (Path file : List.of(temporary, note, foreign)) {
            Files.setLastModifiedTime(file, FileTime.from(user.now));
        }
        user.pass(Duration.ofHours(12).plusMinutes(9));
        user.ask();
        assertThat(user.files()).hasSize(2);
        user.pass(Duration.ofHours(12));
        user.ask();
        assertThat(user.files()).hasSize(1);
        assertThat(temporary).doesNotExist();
        assertThat(note).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void theListShowsEverythingButTheTokens() throws IOException {
        assertThat(user.tokens().list()).isEmpty();
        user.ask(Sandbox.ECR, Map.of("profile", "work"));
        user.ask(OTHER, Map.of());
        Files.writeString(user.files()[0].resolveSibling("0".repeat(40) + ".age"), "damaged");
        List<CachedToken> tokens = user.tokens().list();
        assertThat(tokens)
                .containsExactlyInAnyOrder(cached(Sandbox.ECR, Map.of("profile", "work")), cached(OTHER, Map.of()));
        assertThat(tokens.toString()).doesNotContain(FakeCloud.CANARY);
        user.pass(Duration.ofHours(12));
        assertThat(user.tokens().list()).isEmpty();
    }

    private static CachedToken cached(String server, Map<String, String> options) {
        return new CachedToken(
                Cloud.ECR, server, "somebody", options, Sandbox.START, Sandbox.START.plus(Duration.ofHours(12)));
    }

    @Test
    void clearForgetsEverything() throws IOException {
        assertThat(user.tokens().clear()).isZero();
        user.ask();
        user.ask(OTHER, Map.of());
        Files.writeString(user.files()[0].resolveSibling("0".repeat(40) + ".age"), "damaged");
        Path note = Files.writeString(user.folder().resolve("absent-ec2"), "some boot");
        assertThat(user.tokens().clear()).isEqualTo(3);
        assertThat(note).doesNotExist();
        assertThat(user.token()).isEqualTo("somebody-3");
    }

    @Test
    void nothingOnDiskShowsASecretOrWhoseItIs() throws IOException {
        user.variables.put("AWS_SECRET_ACCESS_KEY", "canary-of-the-key");
        user.ask(Sandbox.ECR, Map.of("profile", "canary-of-the-profile"));
        user.cloud.down(true);
        user.ask(OTHER, Map.of("profile", "canary-of-the-profile"));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                String text = file.toString()
                        + (Files.isRegularFile(file)
                                ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                : "");
                assertThat(text).doesNotContain("canary", "somebody", "123456789012");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .satisfiesAnyOf(mode -> assertThat(mode).endsWith("------"), mode -> assertThat(file)
                                .isEqualTo(home));
            }
        }
    }

    @Test
    void anIdentityOfTheVaultIsNeverTouched() throws IOException {
        user.ask();
        try (Stream<Path> files = Files.list(user.places().identity())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cache-identity", "cache-identity.lock");
        }
        assertThat(Optional.of(user.identity()).filter(Files::exists)).isPresent();
    }
}
