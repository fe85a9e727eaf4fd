package dev.coffer.vault;

import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.files.FieldReader;
import dev.coffer.vault.files.FieldWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the entries say beside their secrets, in one file, so that listing need not decrypt each. A line counts only
 * while the entry's file has the size and time it names. The index is never asked by a look-up and may be deleted.
 */
final class Index {
    /** The greatest length of the file, in bytes. */
    static final int MAX_LENGTH = 1 << 28;

    private static final int VERSION = 1;

    /**
     * The step of the clock that stamps files. Within it a file can be replaced twice and look the same, so the youngest
     * lines do not count.
     */
    private static final long CLOCK_TICK_NANOS = 10_000_000;

    private final long folderTime;
    private final Map<String, Line> lines;

    private Index(long folderTime, Map<String, Line> lines) {
        this.folderTime = folderTime;
        this.lines = lines;
    }

    /** One entry. Its label stays encoded: who reads an index to change a line needs no other line decoded. */
    private static final class Line {
        final FileStamp stamp;
        final byte[] label;

        Line(FileStamp stamp, byte[] label) {
            this.stamp = stamp;
            this.label = label;
        }
    }

    /** An index that knows nothing. */
    static Index empty() {
        return new Index(0, new LinkedHashMap<>());
    }

    /** True when the folder of the entries has the time that it had when this index was written. */
    boolean isOf(FileStamp folder) {
        return folderTime == folder.nanos();
    }

    /** The label of the entry in the file, if the line still counts. */
    Optional<Label> label(String fileName, FileStamp stamp) throws DamagedException {
        Line line = lines.get(fileName);
        if (line == null || !line.stamp.equals(stamp) || stamp.nanos() > folderTime - CLOCK_TICK_NANOS) {
            return Optional.empty();
        }
        FieldReader in = new FieldReader(line.label);
        Label label = Label.readFrom(in);
        in.end();
        return Optional.of(label);
    }

    void put(String fileName, FileStamp stamp, Label label) {
        try (FieldWriter out = new FieldWriter()) {
            label.writeTo(out);
            lines.put(fileName, new Line(stamp, out.toBytes()));
        }
    }

    void remove(String fileName) {
        lines.remove(fileName);
    }

    byte[] encode(FileStamp folder) {
        try (FieldWriter out = new FieldWriter()) {
            out.u8(VERSION);
            out.i64(folder.nanos());
            out.u32(lines.size());
            for (Map.Entry<String, Line> entry : lines.entrySet()) {
                out.text(entry.getKey());
                out.i64(entry.getValue().stamp.size());
                out.i64(entry.getValue().stamp.nanos());
                out.bytes(entry.getValue().label);
            }
            return out.toBytes();
        }
    }

    static Index decode(byte[] record) throws DamagedException {
        FieldReader in = new FieldReader(record);
        int version = in.u8();
        if (version != VERSION) {
            throw new DamagedException("is of version " + version + ", which this Coffer does not know");
        }
        long folderTime = in.i64();
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int count = in.u32(); count > 0; count--) {
            String fileName = in.text();
            FileStamp stamp = new FileStamp(in.i64(), in.i64());
            if (lines.put(fileName, new Line(stamp, in.bytes())) != null) {
                throw new DamagedException("names the same file twice");
            }
        }
        in.end();
        return new Index(folderTime, lines);
    }
}
