package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The elder page, measured as it is rendered. The numbers are those of docs/conformance.md. */
class ElderPageTest extends PageTest {
    /** Everything that can be pressed or filled in and is visible, also inside web components. */
    private static final String SMALLEST_TARGET = """
            () => {
              const found = [];
              const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                if (e.shadowRoot) walk(e.shadowRoot);
                if (!e.matches('button, select, textarea, a[href]')) return;
                const box = e.getBoundingClientRect();
                if (box.width && box.height) found.push(Math.min(box.width, box.height));
              });
              walk(document);
              return Math.min(...found);
            }""";

    private static final String SMALLEST_TEXT = """
            () => {
              const found = [];
              const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                if (e.shadowRoot) walk(e.shadowRoot);
                const said = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
                const box = e.getBoundingClientRect();
                if (said && box.width > 1 && box.height > 1 && !e.closest('.sr-only, option, style')) found.push(parseFloat(getComputedStyle(e).fontSize));
              });
              walk(document.body);
              return Math.min(...found);
            }""";

    private Page elderChat(String customer, int width, int height) {
        return open(customer + "&elder=1", width, height);
    }

    private Page open(String customer, int width, int height) {
        Page page = browser.page(width, height, errors);
        page.navigate(shop.url("/chat/?customer=" + customer));
        assertThat(page.getByTestId("bubble-bot").first()).containsText("小乡");
        return page;
    }

    private static double number(Object measured) {
        return ((Number) measured).doubleValue();
    }

    private static double style(Locator element, String property) {
        return number(element.evaluate("(e, p) => parseFloat(getComputedStyle(e)[p])", property));
    }

    @Test
    void miit_text_is_at_least_18_px_and_grows_to_30() {
        Page page = elderChat("c-1001", 375, 740);
        Locator text = page.getByTestId("bubble-bot").first().locator("p").first();
        assertThat(number(page.evaluate(SMALLEST_TEXT))).isGreaterThanOrEqualTo(18);
        for (int i = 0; i < 4; i++) {
            page.getByTestId("chat-bigger").click();
        }
        assertThat(style(text, "fontSize")).isEqualTo(30);
    }

    @Test
    void miit_lines_are_at_least_1_3_apart() {
        Page page = elderChat("c-1001", 375, 740);
        Locator text = page.getByTestId("bubble-bot").first().locator("p").first();
        assertThat(style(text, "lineHeight") / style(text, "fontSize")).isGreaterThanOrEqualTo(1.3);
    }

    @Test
    void miit_every_target_is_at_least_60_by_60() {
        Page page = elderChat("c-1005", 375, 740);
        say(page, "我要退货");
        assertThat(page.getByTestId("choice").first()).isVisible();
        assertThat(number(page.evaluate(SMALLEST_TARGET))).isGreaterThanOrEqualTo(60);
    }

    @Test
    void the_human_button_is_in_the_first_screen_and_nothing_is_cut_off_at_320_px() {
        for (int[] size : List.of(new int[] {375, 740}, new int[] {320, 568}, new int[] {640, 400})) {
            Page page = elderChat("c-1001", size[0], size[1]);
            assertThat(page.getByTestId("chat-human")).isInViewport();
            assertThat(number(page.evaluate("() => document.documentElement.scrollWidth")))
                    .as("width at " + size[0])
                    .isLessThanOrEqualTo(size[0]);
        }
    }

    @Test
    void both_versions_pass_axe_also_with_a_flow_and_a_rating_open() {
        for (String version : List.of("c-1003", "c-1003&elder=1")) {
            Page page = open(version, 375, 740);
            say(page, "我要退货");
            assertThat(page.getByTestId("bubble-bot").last()).isVisible();
            assertThat(new AxeBuilder(page).withTags(WCAG).analyze().getViolations())
                    .isEmpty();
        }
        assertThat(errors).isEmpty();
    }

    @Test
    void the_voice_speaks_mandarin_or_cantonese_at_three_speeds_and_remembers() {
        Page page = elderChat("c-1002", 420, 820);
        page.getByTestId("voice-language").selectOption("zh-HK");
        page.getByTestId("voice-speed").selectOption("slow");
        page.reload();
        assertThat(page.getByTestId("voice-language")).hasValue("zh-HK");
        assertThat(page.getByTestId("voice-speed")).hasValue("slow");
    }

    @Test
    void elder_mode_is_offered_once_and_switched_by_saying_so() {
        Page page = open("c-1006", 375, 740);
        say(page, "你好，字太小了我看不清");
        Locator offer = page.getByTestId("bubble-system").getByText("说“长辈版”");
        assertThat(offer).hasCount(1);
        int answered = page.getByTestId("bubble-bot").count();
        say(page, "我眼神不好，不会弄");
        assertThat(page.getByTestId("bubble-bot").nth(answered)).isVisible();
        say(page, "长辈版");
        assertThat(page.getByTestId("chat-bigger")).isVisible();
        assertThat(offer).hasCount(1);
        assertThat(errors).isEmpty();
    }

    @Test
    void everything_is_reached_by_keyboard_and_motion_stops_when_asked() {
        Page page = elderChat("c-1001", 375, 740);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        page.getByTestId("chat-human").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("waiting")).isVisible();
        page.getByTestId("stop-waiting").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("waiting")).hasCount(0);
    }
}
