package dev.headgate.schemas.signing;

import dev.headgate.schemas.model.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;

/**
 * A pair of key files.
 *
 * @param privateKey the file that signs, readable by its owner only
 * @param publicKey the file to give to whoever checks
 * @param keyId the pair's id
 */
public record KeyFiles(Path privateKey, Path publicKey, String keyId) {

    /**
     * Makes a new pair: {@code <name>.private.pem} (PKCS#8, mode 0600) and {@code <name>.public.pem}. The directory is
     * made if it is missing.
     *
     * @throws IllegalArgumentException if the name is not a name
     * @throws KeyException if one of the files exists already (keys are never overwritten) or cannot be written
     */
    public static KeyFiles create(Path directory, String name) {
        Names.requireName("a key's name", name);
        Path privateFile = directory.resolve(name + ".private.pem");
        Path publicFile = directory.resolve(name + ".public.pem");
        KeyPair pair = Ed25519.newPair();
        try {
            Files.createDirectories(directory);
            if (Files.exists(publicFile)) {
                throw new FileAlreadyExistsException(publicFile.toString());
            }
            Files.createFile(privateFile, ownerOnly(directory));
            Files.writeString(
                    privateFile,
                    Pem.write(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()),
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.WRITE);
            Files.writeString(
                    publicFile,
                    Pem.write(Pem.PUBLIC_KEY, pair.getPublic().getEncoded()),
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new KeyException(e.getFile() + " exists already; choose another name, keys are never overwritten", e);
        } catch (IOException e) {
            throw new KeyException("keys cannot be written to " + directory + ": " + e.getMessage(), e);
        }
        return new KeyFiles(privateFile, publicFile, Ed25519.keyId(pair.getPublic()));
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
