package dev.headgate.cli.backtest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Opens files that may be compressed, as the end of their name says: {@code .gz} or {@code .zst}. */
final class CompressedFile {

    private static final int BUFFER = 1 << 16;

    private CompressedFile() {}

    /** @param bytesRead is raised by the bytes that were read of the file itself, before they are unpacked */
    static InputStream open(Path file, AtomicLong bytesRead) throws IOException {
        InputStream counted = new BufferedInputStream(new Counted(Files.newInputStream(file), bytesRead), BUFFER);
        try {
            String name = name(file);
            if (name.endsWith(".gz")) {
                return new GZIPInputStream(counted, BUFFER);
            }
            return name.endsWith(".zst") ? new ZstdInputStream(counted) : counted;
        } catch (IOException | RuntimeException | Error e) {
            counted.close();
            throw e;
        }
    }

    /** The file's name in small letters without {@code .gz} or {@code .zst}. */
    static String nameOfContents(Path file) {
        return name(file).replaceFirst("\\.(gz|zst)$", "");
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName())
                .map(Path::toString)
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static final class Counted extends FilterInputStream {

        private final AtomicLong bytesRead;

        Counted(InputStream in, AtomicLong bytesRead) {
            super(in);
            this.bytesRead = bytesRead;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytesRead.addAndGet(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            bytesRead.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
