package dev.headgate.it.harness;

import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The keys of an installation, each party trusting the other's public key only.
 *
 * @param gateFile the gate's private key
 * @param trustedByGate directory with the operator's public key
 * @param trustedByExecutor directory with the gate's public key
 * @param operatorFile the operator's private key
 * @param strangerFile a private key that nobody trusts
 */
public record TestKeys(
        Path gateFile, Path trustedByGate, Path trustedByExecutor, Path operatorFile, Path strangerFile) {

    /** New ones in a directory. */
    public static TestKeys create(Path directory) throws IOException {
        KeyFiles gate = KeyFiles.create(directory.resolve("own"), "gate");
        KeyFiles operator = KeyFiles.create(directory.resolve("own"), "operator");
        KeyFiles stranger = KeyFiles.create(directory.resolve("own"), "stranger");
        return new TestKeys(
                gate.privateKey(),
                trusted(directory.resolve("operators"), operator),
                trusted(directory.resolve("gates"), gate),
                operator.privateKey(),
                stranger.privateKey());
    }

    SigningKey gate() {
        return SigningKey.load(gateFile);
    }

    SigningKey operator() {
        return SigningKey.load(operatorFile);
    }

    SigningKey stranger() {
        return SigningKey.load(strangerFile);
    }

    private static Path trusted(Path directory, KeyFiles key) throws IOException {
        Files.createDirectories(directory);
        Files.copy(key.publicKey(), directory.resolve(key.publicKey().getFileName()));
        return directory;
    }
}
