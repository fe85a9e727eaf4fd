package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the kernel is asked to do: the order of a durable write, and what a look-up does not touch. */
class SystemCallTest {
    private static final Pattern RENAME = Pattern.compile("rename\\w*\\(.*?\"([^\"]+)\".*?\"([^\"]+)\"");

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void aStoreWritesSyncsRenamesAndSyncsTheFolder() {
        user.store("registry.example", "ada", "old");
        List<String> calls = trace("store", Sandbox.storeRequest("registry.example", "ada", "new"));

        int rename = -1;
        String temporary = "";
        String entry = "";
        for (int i = 0; i < calls.size(); i++) {
            Matcher call = RENAME.matcher(calls.get(i));
            if (call.find() && call.group(2).contains("/vault/entries/")) {
                assertThat(rename).as("one rename only: %s", calls).isNegative();
                rename = i;
                temporary = call.group(1);
                entry = call.group(2);
            }
        }
        assertThat(rename).as("a rename into the entries: %s", calls).isNotNegative();
        String folder = entry.substring(0, entry.lastIndexOf('/'));
        assertThat(temporary).startsWith(folder + "/");

        int write = last(calls.subList(0, rename), "p?write(64|v)?\\(\\d+<" + Pattern.quote(temporary) + ">.*");
        int sync = last(calls.subList(0, rename), "f(data)?sync\\(\\d+<" + Pattern.quote(temporary) + ">.*= 0");
        assertThat(write).as("a write to the temporary file: %s", calls).isNotNegative();
        assertThat(sync).as("a sync after the last write: %s", calls).isGreaterThan(write);
        assertThat(last(calls.subList(rename, calls.size()), "fsync\\(\\d+<" + Pattern.quote(folder) + ">.*= 0"))
                .as("a sync of the folder after the rename: %s", calls)
                .isNotNegative();
    }

    @Test
    void aGetWritesNothingLocksNothingAndStartsNothing() {
        user.store("registry.example", "ada", "s3cret");
        assertThat(trace("get", "registry.example"))
                .noneMatch(call ->
                        call.contains("O_CREAT") && call.contains(user.data().toString()))
                .noneMatch(call -> call.matches("(rename|unlink|mkdir|flock|ftruncate).*"))
                .noneMatch(call -> call.contains("F_SETLK"))
                .noneMatch(call -> call.startsWith("execve")
                        && !call.contains("docker-credential-coffer")
                        && user.delivery().isNative())
                // The C library of the JVM asks for the user's name there.
                .noneMatch(call -> call.startsWith("connect") && !call.contains("/nscd/"));
    }

    /** The system calls of one helper run, in order, with file descriptors as {@code 3</path>}. */
    private List<String> trace(String action, String stdin) {
        Peers.require("strace");
        String log = user.path("trace").toString();
        user.run(
                        stdin,
                        List.of(
                                "strace",
                                "-f",
                                "-y",
                                "-s",
                                "16",
                                "-e",
                                "trace=execve,connect,open,openat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,"
                                        + "renameat2,unlink,unlinkat,mkdir,mkdirat,flock,fcntl,ftruncate",
                                "-o",
                                log,
                                user.delivery()
                                        .program("docker-credential-coffer")
                                        .toString(),
                                action))
                .succeeded();
        List<String> calls = new ArrayList<>();
        for (String line : user.read("trace").lines().toList()) {
            calls.add(line.replaceFirst("^\\d+ +", ""));
        }
        return calls;
    }

    private static int last(List<String> calls, String pattern) {
        int found = -1;
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).matches(pattern)) {
                found = i;
            }
        }
        return found;
    }
}
