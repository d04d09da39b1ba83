package dev.headgate.executor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {

    @Test
    void anEmptyListAllowsEverything() {
        assertThat(AllowList.ALL.allowsService("shop")).isTrue();
        assertThat(AllowList.ALL.allowsRunbook("shift")).isTrue();
        assertThat(AllowList.ALL.allowsTarget("10.0.0.1:9999")).isTrue();
    }

    @Test
    void namesAreWholeAndStarsStandForAnything() {
        AllowList list = new AllowList(AllowList.parse(" shop, till-* ,"), List.of(), List.of("10.0.*:99", "a.b"));

        assertThat(list.services()).containsExactly("shop", "till-*");
        assertThat(list.allowsService("shop")).isTrue();
        assertThat(list.allowsService("shop2")).isFalse();
        assertThat(list.allowsService("till-7")).isTrue();
        assertThat(list.allowsService("my-till-7")).isFalse();
        assertThat(list.allowsTarget("10.0.7.1:99")).isTrue();
        assertThat(list.allowsTarget("axb")).isFalse();
    }
}
