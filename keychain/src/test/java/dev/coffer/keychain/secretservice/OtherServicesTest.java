package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Credential;
import dev.coffer.api.Kind;
import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.Secret;
import dev.coffer.api.ServerAddress;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.ScriptedService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services that behave as the specification allows and GNOME Keyring, where nobody sits, does not. */
@Timeout(30)
class OtherServicesTest {
    private static final ServerAddress SERVER = ServerAddress.parse("registry.example");
    private static final String COLLECTION = "/org/freedesktop/secrets/collection/c";
    private static final String ITEM = COLLECTION + "/1";
    private static final String PROMPT = "/org/freedesktop/secrets/prompt/p";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    private final AtomicBoolean locked = new AtomicBoolean();

    @BeforeEach
    void start() throws Exception {
        desktop = Desktop.withoutKeyring(folder);
    }

    @AfterEach
    void stop() {
        desktop.close();
    }

    @Test
    void a_service_without_encryption_is_used_only_when_that_is_allowed() throws Exception {
        try (ScriptedService service = serve(this::answerPlainly)) {
            assertThat(unavailable(desktop.store()).kind()).isEqualTo(Kind.REFUSED);
            assertThat(service.members()).doesNotContain("GetSecrets");

            assertThat(desktop.store(plain()).get(Request.of(SERVER)))
                    .isInstanceOfSatisfying(Lookup.Found.class, found -> assertThat(found.credential())
                            .isEqualTo(new Credential("bob", Secret.ofText("s3cret"))));
        }
    }

    @Test
    void a_prompt_that_is_answered_lets_the_call_go_on() throws Exception {
        locked.set(true);
        AtomicBoolean dismissed = new AtomicBoolean(true);
        try (ScriptedService service = serve(call -> {
            if (call.member().equals("Prompt")) {
                locked.set(dismissed.get());
                // Before the answer to the call: the signal must have been awaited already.
                call.signal(PROMPT, Names.PROMPT_INTERFACE, "Completed", "bv", completed(dismissed.get()));
                call.reply("", new BodyWriter());
            } else {
                answerPlainly(call);
            }
        })) {
            assertThat(unavailable(desktop.store(plain())).kind()).isEqualTo(Kind.LOCKED);
            assertThatThrownBy(() -> desktop.store(plain()).list())
                    .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(Kind.LOCKED));

            dismissed.set(false);
            assertThat(desktop.store(plain()).get(Request.of(SERVER))).isInstanceOf(Lookup.Found.class);
            assertThat(service.members()).contains("Prompt");
        }
    }

    @Test
    void another_programs_signal_does_not_answer_a_prompt() throws Exception {
        locked.set(true);
        try (ScriptedService stranger = ScriptedService.start(bus(), "dev.coffer.Stranger", _ -> {});
                ScriptedService service = serve(call -> {
                    if (call.member().equals("Prompt")) {
                        call.reply("", new BodyWriter());
                        stranger.signal(PROMPT, Names.PROMPT_INTERFACE, "Completed", "bv", completed(false));
                    } else {
                        answerPlainly(call);
                    }
                })) {
            SecretServiceSettings hurried =
                    new SecretServiceSettings(Optional.empty(), true, Duration.ofSeconds(5), Duration.ofMillis(300));

            assertThat(unavailable(desktop.store(hurried)).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(service.members()).contains("Prompt").doesNotContain("GetSecrets");
        }
    }

    @Test
    void a_locked_collection_that_hides_its_items_is_not_taken_for_an_empty_one() throws Exception {
        try (ScriptedService service = serve(call -> {
            switch (call.member()) {
                case "SearchItems" ->
                    call.reply("aoao", new BodyWriter().strings(List.of()).strings(List.of()));
                case "ReadAlias" -> call.reply("o", new BodyWriter().string(COLLECTION));
                case "Get" -> {
                    var body = call.body();
                    body.string();
                    if (body.string().equals("Locked")) {
                        call.reply("v", new BodyWriter().signature("b").bool(true));
                    } else {
                        call.reply("v", new BodyWriter().signature("ao").strings(List.of()));
                    }
                }
                default -> call.fail("org.freedesktop.Secret.Error.IsLocked");
            }
        })) {
            assertThat(unavailable(desktop.store(plain())).kind()).isEqualTo(Kind.LOCKED);
            assertThat(service.members()).contains("Unlock");
        }
    }

    @Test
    void a_service_that_dies_in_the_middle_is_a_failure_at_once() throws Exception {
        for (String fatal : List.of("OpenSession", "SearchItems", "GetAll", "GetSecrets")) {
            ScriptedService[] service = new ScriptedService[1];
            service[0] = serve(call -> {
                if (call.member().equals(fatal)) {
                    service[0].close();
                }
                answerPlainly(call);
            });
            assertThat(unavailable(desktop.store(plain())).kind()).as(fatal).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void answers_of_other_types_are_refused() throws Exception {
        for (String odd : List.of("SearchItems", "GetAll", "GetSecrets")) {
            try (ScriptedService service = serve(call -> {
                if (call.member().equals(odd)) {
                    call.reply("s", new BodyWriter().string("\u001b[31m"));
                } else {
                    answerPlainly(call);
                }
            })) {
                assertThat(unavailable(desktop.store(plain())).kind()).as(odd).isEqualTo(Kind.DAMAGED);
                assertThat(service.members()).contains(odd);
            }
        }
    }

    @Test
    void a_service_that_disowns_its_method_for_a_moment_is_asked_again() throws Exception {
        AtomicInteger searches = new AtomicInteger();
        try (ScriptedService _ = serve(call -> {
            if (call.member().equals("SearchItems") && searches.incrementAndGet() == 1) {
                call.fail(Names.UNKNOWN_METHOD);
            } else {
                answerPlainly(call);
            }
        })) {
            assertThat(desktop.store(plain()).get(Request.of(SERVER))).isInstanceOf(Lookup.Found.class);
            assertThat(searches.get()).isGreaterThan(1);
        }
    }

    @Test
    void a_service_that_stays_silent_is_waited_for_until_the_limit() throws Exception {
        try (ScriptedService service = serve(_ -> {})) {
            SecretServiceSettings hurried =
                    new SecretServiceSettings(Optional.empty(), true, Duration.ofMillis(200), Duration.ofSeconds(20));

            assertThat(unavailable(desktop.store(hurried)).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(service.members()).isNotEmpty();
        }
    }

    private static BodyWriter completed(boolean dismissed) {
        return new BodyWriter().bool(dismissed).signature("ao").strings(List.of(ITEM));
    }

    /** One item, no encryption, a prompt for everything that is locked. */
    private void answerPlainly(ScriptedService.Call call) throws IOException {
        BodyWriter answer = new BodyWriter();
        switch (call.member()) {
            case "OpenSession" -> {
                if (call.body().string().equals("plain")) {
                    call.reply("vo", answer.signature("s").string("").string("/session/1"));
                } else {
                    call.fail("org.freedesktop.DBus.Error.NotSupported");
                }
            }
            case "SearchItems" -> {
                List<String> none = List.of();
                List<String> one = List.of(ITEM);
                call.reply("aoao", answer.strings(locked.get() ? none : one).strings(locked.get() ? one : none));
            }
            case "GetAll" -> {
                answer.array(8, () -> {
                    answer.struct().string("Locked").signature("b").bool(locked.get());
                    answer.struct()
                            .string("Attributes")
                            .signature("a{ss}")
                            .dictionary(
                                    locked.get()
                                            ? Map.of("hidden", "yes")
                                            : DockerItems.attributes("registry.example", "bob"));
                });
                call.reply("a{sv}", answer);
            }
            case "Unlock" -> call.reply("aoo", answer.strings(List.of()).string(locked.get() ? PROMPT : Names.NOTHING));
            case "GetSecrets" -> {
                answer.array(8, () -> answer.struct()
                        .string(ITEM)
                        .struct()
                        .string("/session/1")
                        .bytes(new byte[0])
                        .bytes("s3cret".getBytes(StandardCharsets.UTF_8))
                        .string("text/plain"));
                call.reply("a{o(oayays)}", answer);
            }
            default -> call.fail("org.freedesktop.DBus.Error.UnknownMethod");
        }
    }

    private Path bus() {
        return folder.resolve("bus");
    }

    private ScriptedService serve(ScriptedService.Script script) throws IOException {
        return ScriptedService.start(bus(), Names.SERVICE, script);
    }

    private static SecretServiceSettings plain() {
        SecretServiceSettings standard = SecretServiceSettings.DEFAULT;
        return new SecretServiceSettings(Optional.empty(), true, standard.answerLimit(), standard.promptLimit());
    }

    private static Lookup.Unavailable unavailable(SecretService store) {
        Lookup answer = store.get(Request.of(SERVER));
        assertThat(answer).isInstanceOf(Lookup.Unavailable.class);
        return (Lookup.Unavailable) answer;
    }
}
