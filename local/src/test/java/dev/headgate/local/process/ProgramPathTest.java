package dev.headgate.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramPathTest {
    @Test
    void findsProgramsByNameAndByPath() {
        assertThat(ProgramPath.find("sh")).isPresent();
        assertThat(ProgramPath.find(ProgramPath.java().toString())).contains(ProgramPath.java());
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(ProgramPath.find("no-such-program")).isEmpty();
        assertThat(ProgramPath.find("/etc/passwd")).isEmpty();
    }
}
