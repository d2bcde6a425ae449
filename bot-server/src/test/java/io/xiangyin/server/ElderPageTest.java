package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Reply;
import io.xiangyin.server.DemoShop.Talk;
import java.util.List;
import java.util.UUID;
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
    void miit_paragraphs_are_1_3_lines_apart_and_the_typeface_has_no_serifs() {
        Page page = elderChat("guest", 375, 740);
        say(page, "你好");
        assertThat(page.getByTestId("bubble-bot").nth(1)).isVisible();
        Locator first = page.getByTestId("bubble-bot").first().locator("p").first();
        double line = style(first, "lineHeight");
        double gap = number(page.getByTestId("chat-log").evaluate("""
                (log) => {
                  const texts = [...log.querySelectorAll('.bubble p.text')].map((p) => p.getBoundingClientRect());
                  return Math.min(...texts.slice(1).map((box, i) => box.top - texts[i].bottom));
                }"""));
        assertThat(gap).isGreaterThanOrEqualTo(1.3 * line);
        assertThat((String) first.evaluate("e => getComputedStyle(e).fontFamily"))
                .contains("sans-serif");
    }

    @Test
    void miit_the_elder_version_is_found_in_the_first_screen() {
        Page page = open("guest", 375, 740);
        assertThat(page.getByTestId("chat-elder")).isInViewport();
        assertThat(page.getByTestId("chat-elder")).containsText("长辈版");
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
            assertThat(page.locator("xy-chat[elder]")).hasCount(version.endsWith("elder=1") ? 1 : 0);
            say(page, "我要退货");
            assertThat(page.getByTestId("bubble-bot").nth(1)).isVisible();
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

    @Test
    void the_ai_label_stands_beside_generated_text_only_and_is_copied_with_it() {
        Page page = elderChat("guest", 375, 740);
        String told = (String) page.evaluate("() => Object.values(localStorage).join()");
        ConversationId id = new ConversationId(told.replaceFirst("(?s).*\"conversationId\":\"([^\"]+)\".*", "$1"));
        Reply generated = new Reply(Reply.Kind.TEXT, "水垢用白醋泡一泡就掉。", List.of(), List.of(), true, null);
        shop.engine().store().append(id, EventStore.ANY_VERSION, List.of(new BotReplied(generated)));
        Locator label = page.getByTestId("generated");
        assertThat(label).hasCount(1);
        assertThat(label).hasText("AI生成");
        assertThat(page.getByTestId("bubble-bot").last()).containsText("白醋");
        String copied =
                (String) page.getByTestId("bubble-bot").last().locator(".text").evaluate("""
                (text) => {
                  getSelection().selectAllChildren(text);
                  return getSelection().toString();
                }""");
        assertThat(copied).contains("白醋").contains("AI生成");
        say(page, "你好");
        assertThat(page.getByTestId("bubble-bot").last()).containsText("您好呀");
        assertThat(label).hasCount(1);
    }

    @Test
    void the_first_words_and_the_title_say_that_a_bot_answers() {
        Page page = open("guest", 375, 740);
        assertThat(page.getByTestId("bubble-bot").first()).containsText("是机器人");
        assertThat(page.locator("header").first()).containsText("机器人");
    }

    @Test
    void nothing_pops_up_in_elder_mode_from_greeting_to_rating() {
        Page page = elderChat("c-1001", 375, 740);
        page.onDialog(dialog -> errors.add("dialog: " + dialog.message()));
        page.onPopup(popup -> errors.add("pop-up: " + popup.url()));
        say(page, "我要退羽绒服");
        assertThat(page.getByTestId("choice").first()).isVisible();
        page.getByTestId("chat-bigger").click();
        page.getByTestId("chat-human").click();
        assertThat(page.getByTestId("waiting")).isVisible();
        assertThat(number(page.evaluate("""
                        () => {
                          let found = 0;
                          const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                            if (e.shadowRoot) walk(e.shadowRoot);
                            if (e.matches('dialog, [role=dialog], [role=alertdialog], [aria-modal=true]')) found++;
                          });
                          walk(document);
                          return found;
                        }"""))).isZero();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_reply_to_cantonese_is_read_by_a_cantonese_voice_with_its_choices() {
        Page page = browser.page(420, 820, errors);
        page.addInitScript("""
                window.said = [];
                window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
                window.speechSynthesis.speak = (utterance) => window.said.push(`${utterance.lang} ${utterance.text}`);
                """);
        page.navigate(shop.url("/chat/?customer=c-1002&elder=1"));
        assertThat(page.getByTestId("bubble-bot").first()).containsText("小乡");
        say(page, "我對鞋仲未到啊，搞乜嘢");
        assertThat(page.getByTestId("choice").first()).isVisible();
        page.getByTestId("read-aloud").last().click();
        String said = (String) page.evaluate("() => window.said.at(-1)");
        assertThat(said).startsWith("zh-HK ").contains("第1，系");
    }

    @Test
    void elder_mode_and_speech_are_remembered_for_the_next_talk_and_switched_back() {
        Talk first = shop.begin("c-1004");
        shop.say(first, "长辈版");
        Talk second = shop.begin("c-1004");
        assertThat(view(second).getBoolean("elderMode")).isTrue();
        shop.say(second, "普通版");
        shop.say(second, "讲四川话");
        Talk third = shop.begin("c-1004");
        assertThat(view(third).getBoolean("elderMode")).isFalse();
        assertThat(view(third).getString("dialect")).isEqualTo("cmn-x-chuanyu");
        shop.say(third, "说普通话");
        assertThat(view(shop.begin("c-1004")).getString("dialect")).isEqualTo("cmn");
    }

    @Test
    void speaking_instead_of_typing_twice_brings_the_offer_of_elder_mode_once() {
        Talk talk = shop.begin("c-1006");
        assertThat(spoken(talk, "包邮吗")).doesNotContain("长辈版");
        assertThat(spoken(talk, "几点上班")).contains("长辈版");
        assertThat(spoken(talk, "怎么开发票")).doesNotContain("长辈版");
    }

    private static String spoken(Talk talk, String text) {
        JsonObject body = new JsonObject()
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("text", text)
                .put("input", "voice");
        return DemoShop.words(shop.post("/api/v1/conversations/" + talk.id() + "/messages?wait=30", body, talk.token())
                .json());
    }

    private static JsonObject view(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id(), talk.token()).json();
    }
}
