package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real browser against the real server. One demo shop and one browser serve all tests of a class. */
abstract class PageTest {
    /** Folder for screenshots; {@code docs/img/make} sets it. */
    private static final @Nullable String PICTURES = System.getProperty("xiangyin.pictures");

    static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static DemoShop shop;

    @SuppressWarnings("NullAway.Init")
    static Browser browser;

    /** Script errors of the pages that this test opened. */
    final List<String> errors = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void openShop() {
        browser = Browser.open();
        shop = DemoShop.open(data);
    }

    @AfterAll
    @SuppressWarnings("NullAway")
    static void closeShop() {
        if (shop != null) {
            shop.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Opens the shop anew with some past traffic, so that what looks at the log by itself sees it at its first look. */
    static void reopenWith(List<List<RecordedEvent>> logs) {
        shop.close();
        EventCodec codec = new EventCodec();
        try (Database database = Database.open(data);
                SqliteEventStore store = new SqliteEventStore(database, codec, InstantSource.system())) {
            new EventLog(database, codec, store).importConversations(logs);
        }
        shop = DemoShop.open(data);
    }

    /** Keeps a picture when told where. */
    static void picture(Page page, String name, boolean full) {
        if (PICTURES != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(PICTURES, name + ".png"))
                    .setFullPage(full));
        }
    }

    static void accessible(Page page) {
        assertThat(new AxeBuilder(page).withTags(WCAG).analyze().getViolations())
                .isEmpty();
    }

    /** Somebody of the staff signs in on the page that is open. */
    static void signIn(Page page, DemoShop shop, String username) {
        page.getByTestId("login-username").fill(username);
        page.getByTestId("login-password").fill(shop.demo().password());
        page.getByTestId("login-submit").click();
    }

    /** Opens a page of the staff's and signs in. */
    final Page staff(String path, String username, int width, int height) {
        Page page = browser.page(width, height, errors);
        page.navigate(shop.url(path));
        signIn(page, shop, username);
        return page;
    }

    /** A shopper writes in the chat. */
    static void say(Page page, String text) {
        page.getByTestId("chat-input").fill(text);
        page.getByTestId("chat-send").click();
    }
}
