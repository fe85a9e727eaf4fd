import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.spec.EdECPoint;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What Coffer needs of the JDK, tried one by one. Runs on a JVM and as a native executable; the answers must be the
 * same. {@code scripts/check-native} builds and runs it.
 *
 * <p>Arguments: a PKCS#12 file for "localhost" (password "changeit") and an empty folder. With the argument
 * {@code signal} and a signal's name it sends that signal to itself instead, and says on stderr that its shutdown hook
 * ran.
 */
public final class NativeCheck {
    private interface Check {
        void run() throws Exception;
    }

    private final Path keyStore;
    private final Path folder;
    private int failures;

    private NativeCheck(Path keyStore, Path folder) {
        this.keyStore = keyStore;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("signal")) {
            endBySignal(arguments[1]);
            return;
        }
        NativeCheck checks = new NativeCheck(Path.of(arguments[0]), Path.of(arguments[1]));
        checks.all();
        System.exit(checks.failures == 0 ? 0 : 1);
    }

    private static void endBySignal(String name) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("hook ran")));
        String self = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-s", name, self).start().waitFor();
        TimeUnit.SECONDS.sleep(10);
    }

    private void all() {
        check("arguments that look like runtime options stay arguments", () -> same(System.getProperty("x"), null));
        check("HTTPS by HttpClient with an own trust store", this::https);
        check("a child process with pipes and environment", this::child);
        check("a child process with redirects to files", this::redirects);
        check("a child process costs no walk over every possible descriptor", this::quickChild);
        check("a lock on a file", this::lock);
        check("POSIX modes and owner", this::posix);
        check("an atomic move and a forced folder", this::atomicMove);
        check("symbolic links are told apart", this::links);
        check("IDN to ASCII", () -> same(IDN.toASCII("b\u00fccher.example"), "xn--bcher-kva.example"));
        check("X25519", this::x25519);
        check("Ed25519", this::ed25519);
        check("ChaCha20-Poly1305", this::chacha);
        check("HKDF by the KDF API", this::hkdf);
        check("HMAC-SHA256", this::hmac);
        check("a Unix domain socket", this::unixSocket);
        check("host names are resolved", () -> same(InetAddress.getByName("localhost").isLoopbackAddress(), true));
        check("the terminal is asked by stty", this::stty);
        check("a virtual thread", this::virtualThread);
        check("the environment", () -> same(System.getenv("COFFER_CHECK"), "yes"));
        check("a time zone", () -> ZoneId.of("Europe/Berlin").getRules());
        check("the program's name as it was called", this::programName);
        check("the user's id is read from the process's status", this::userId);
        check("a deep recursion ends in an error, not in a crash", this::stackOverflow);
    }

    private void check(String name, Check check) {
        try {
            check.run();
            System.out.println("ok   " + name);
        } catch (Exception | LinkageError | AssertionError e) {
            failures++;
            System.out.println("FAIL " + name + ": " + e);
            e.printStackTrace();
        }
    }

    private static void same(Object actual, Object expected) {
        if (!java.util.Objects.equals(actual, expected)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }

    private void https() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("server"));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, "changeit".toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext serverSide = SSLContext.getInstance("TLS");
        serverSide.init(keyManagers.getKeyManagers(), null, null);
        SSLContext clientSide = SSLContext.getInstance("TLS");
        clientSide.init(null, trustManagers.getTrustManagers(), null);

        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serverSide));
        server.createContext("/", exchange -> {
            byte[] answer = "secure".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(clientSide)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            same(client.send(request, HttpResponse.BodyHandlers.ofString()).body(), "secure");
        } finally {
            server.stop(0);
        }
    }

    private void child() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "cat; echo $X >&2; exit 3");
        builder.environment().put("X", "y");
        Process process = builder.start();
        process.getOutputStream().write("in".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().close();
        same(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII), "in");
        same(new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII), "y\n");
        same(process.waitFor(), 3);
    }

    private void redirects() throws Exception {
        Path in = Files.writeString(folder.resolve("in"), "from a file");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder("cat")
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        same(process.waitFor(), 0);
        same(Files.readString(out), "from a file");
    }

    private void quickChild() throws Exception {
        new ProcessBuilder("true").start().waitFor();
        long start = System.nanoTime();
        new ProcessBuilder("true").start().waitFor();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("     child took " + millis + " ms");
        same(millis < 100, true);
    }

    private void lock() throws Exception {
        Path file = folder.resolve("lock");
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            same(lock.isValid(), true);
            channel.force(true);
        }
    }

    private void posix() throws Exception {
        Path file = Files.createFile(
                folder.resolve("private"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid,ino,nlink");
        same((Integer) attributes.get("mode") & 0777, 0600);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        same(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), "rw-r-----");
        same(Files.getOwner(file).getName().isEmpty(), false);
    }

    private void atomicMove() throws Exception {
        Path from = Files.writeString(folder.resolve("from"), "x");
        Files.move(from, folder.resolve("to"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }

    private void links() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        same(Files.exists(link), false);
        same(Files.isSymbolicLink(link), true);
        try (FileChannel _ = FileChannel.open(link, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            throw new AssertionError("a symbolic link was opened");
        } catch (java.io.IOException e) {
            same(e.getMessage() != null, true);
        }
    }

    private void x25519() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        KeyPair ours = generator.generateKeyPair();
        KeyPair theirs = generator.generateKeyPair();
        same(HexFormat.of().formatHex(agree(ours, theirs)), HexFormat.of().formatHex(agree(theirs, ours)));
    }

    private static byte[] agree(KeyPair own, KeyPair other) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own.getPrivate());
        agreement.doPhase(other.getPublic(), true);
        return agreement.generateSecret();
    }

    private void ed25519() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(new byte[] {1});
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(new byte[] {1});
        same(signature.verify(signed), true);
        same(new EdECPoint(true, BigInteger.ONE).isXOdd(), true);
    }

    private void chacha() throws Exception {
        SecretKey key = new SecretKeySpec(new byte[32], "ChaCha20");
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[12]));
        byte[] sealed = cipher.doFinal("text".getBytes(StandardCharsets.US_ASCII));
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[12]));
        same(new String(cipher.doFinal(sealed), StandardCharsets.US_ASCII), "text");
    }

    private void hkdf() throws Exception {
        // RFC 5869, test case 1
        HexFormat hex = HexFormat.of();
        byte[] secret = hex.parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        byte[] made = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(new SecretKeySpec(secret, "HKDF"))
                        .addSalt(hex.parseHex("000102030405060708090a0b0c"))
                        .thenExpand(hex.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42));
        same(hex.formatHex(made, 0, 8), "3cb25f25faacd57a");
    }

    private void hmac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        same(mac.doFinal(new byte[0]).length, 32);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        same(HexFormat.of().formatHex(random).equals("0".repeat(64)), false);
    }

    private void unixSocket() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = server.accept()) {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            ByteBuffer read = ByteBuffer.allocate(1);
            accepted.read(read);
            same(read.get(0), (byte) 7);
            same(accepted.getOption(jdk.net.ExtendedSocketOptions.SO_PEERCRED) != null, true);
        }
    }

    private void stty() throws Exception {
        Path terminal = Path.of("/dev/tty");
        ProcessBuilder builder = new ProcessBuilder("stty", "-g").redirectErrorStream(true);
        try {
            try (FileChannel _ = FileChannel.open(terminal)) {
                builder.redirectInput(terminal.toFile());
            }
        } catch (java.io.IOException e) {
            System.out.println("     (no terminal here: stty ran without one)");
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int status = process.waitFor();
        same(status == 0 ? answer.contains(":") : answer.contains("stty"), true);
    }

    private void virtualThread() throws Exception {
        int[] result = new int[1];
        Thread.ofVirtual().start(() -> result[0] = 1).join();
        same(result[0], 1);
    }

    private void programName() throws Exception {
        byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        int end = 0;
        while (line[end] != 0) {
            end++;
        }
        System.out.println("     argv[0] is " + new String(line, 0, end, StandardCharsets.UTF_8));
    }

    private void userId() throws Exception {
        String uid = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .findFirst()
                .orElseThrow()
                .split("\\s+")[1];
        Path own = Files.createFile(folder.resolve("own"));
        same(String.valueOf(Files.getAttribute(own, "unix:uid")), uid);
        System.out.println("     uid " + uid + ", owner of /proc/self is "
                + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private void stackOverflow() {
        try {
            recurse(1);
            throw new AssertionError("the stack has no end");
        } catch (StackOverflowError e) {
            same(e.getMessage(), null);
        }
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }
}
