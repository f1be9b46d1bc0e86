package onestop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTests {
    private static final Limit TWO = new Limit(2);

    @Test
    void aSurplusRowTellsThatMoreFollows() {
        var page = Page.of(List.of("a", "b", "c"), TWO, Cursor::of);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(Cursor.parts(page.next())).containsExactly("b");
    }

    @Test
    void theLastPageHasNoNext() {
        assertThat(Page.of(List.of("a", "b"), TWO, Cursor::of).next()).isNull();
        assertThat(Page.of(List.<String>of(), TWO, Cursor::of).next()).isNull();
    }
}
