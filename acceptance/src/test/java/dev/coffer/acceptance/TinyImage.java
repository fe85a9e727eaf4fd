package dev.coffer.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** An image with one empty layer, in the layout of skopeo's {@code dir:} transport. */
final class TinyImage {
    private TinyImage() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectory(folder);
        byte[] tar = new byte[1024];
        byte[] layer = gzip(tar);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"sha256:" + digest(tar) + "\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\","
                + "\"config\":" + descriptor("application/vnd.docker.container.image.v1+json", config)
                + ",\"layers\":[" + descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer) + "]}";
        Files.writeString(folder.resolve("version"), "Directory Transport Version: 1.1\n");
        Files.writeString(folder.resolve("manifest.json"), manifest);
        Files.write(folder.resolve(digest(config)), config);
        Files.write(folder.resolve(digest(layer)), layer);
        return folder;
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + type + "\",\"size\":" + content.length + ",\"digest\":\"sha256:" + digest(content)
                + "\"}";
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(content);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
