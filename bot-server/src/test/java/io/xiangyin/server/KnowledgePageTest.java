package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The service manager closes a gap in the knowledge, in a real browser against the real server. */
class KnowledgePageTest extends PageTest {
    private static final String QUESTION = "潜水镜能配近视度数吗";

    private Page manager(int width, String address) {
        Page page = staff(address, "manager", width, 900);
        assertThat(page.getByTestId("status")).containsText("篇文章");
        return page;
    }

    private static String told() {
        return DemoShop.words(shop.say(shop.begin("c-1001"), QUESTION));
    }

    @Test
    void an_unanswered_question_becomes_an_article_and_the_shopper_is_answered() {
        assertThat(told()).doesNotContain("六百度");
        told();
        shop.say(shop.begin("c-1002"), "你们卖不卖二手拖拉机");
        Page page = manager(1280, "/knowledge");
        assertThat(page.getByTestId("open-question").first()).containsText(QUESTION);
        picture(page, "knowledge-questions", true);
        accessible(page);
        page.getByTestId("open-question").first().getByTestId("write-article").click();
        assertThat(page.getByTestId("title")).hasValue(QUESTION);
        page.getByTestId("body").fill("潜水镜可以配近视镜片，一百度到六百度都有。\n\n## 要等多久\n\n付款后五天发货。");
        assertThat(page.getByTestId("preview")).containsText("要等多久：");
        page.getByTestId("publish").click();
        assertThat(page.getByTestId("said")).containsText("已发布");
        assertThat(page.getByTestId("state")).containsText("已发布");
        assertThat(page.getByTestId("status")).not().containsText("正在更新");
        page.getByTestId("try-submit").click();
        assertThat(page.getByTestId("decision")).containsText("会回答");
        picture(page, "knowledge-editor", true);
        accessible(page);
        Wait.until("the shopper is told", () -> told().contains("六百度"));
        assertThat(errors).isEmpty();
    }

    @Test
    void the_list_is_searched_on_a_phone_and_in_the_dark() {
        Page page = manager(375, "/knowledge?view=articles");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.getByTestId("search").fill("冰箱");
        assertThat(page.getByTestId("article").first()).containsText("冰箱");
        Number wide = (Number) page.evaluate("document.documentElement.scrollWidth");
        assertThat(wide.intValue()).isLessThanOrEqualTo(375);
        picture(page, "knowledge-list-phone", true);
        accessible(page);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_file_is_imported_and_what_is_broken_in_it_is_told() {
        Page page = manager(1280, "/knowledge?view=import");
        String table = "问题,答案\n雨伞保修吗,雨伞保修半年。\n雨衣保修吗,\n";
        page.getByTestId("file")
                .setInputFiles(new FilePayload("umbrella.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getByTestId("imported")).containsText("新增 1 篇");
        assertThat(page.getByTestId("imported")).containsText("umbrella.csv:3");
        picture(page, "knowledge-import", true);
        accessible(page);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_question_is_explained_and_markup_in_it_stays_text() {
        Page page = manager(1280, "/knowledge?view=try");
        page.getByTestId("try-question").fill("iPhone15Pro退貨運費誰出<img src=x onerror=alert(1)>");
        page.getByTestId("try-question").press("Enter");
        assertThat(page.getByTestId("analysis")).containsText("退货运费");
        assertThat(page.getByTestId("analysis").locator("img")).hasCount(0);
        picture(page, "knowledge-try", true);
        accessible(page);
        page.getByTestId("view-usage").click();
        assertThat(page.getByText("哪些文章用得最多？").first()).isVisible();
        accessible(page);
        assertThat(errors).isEmpty();
    }

    @Test
    void by_keyboard_alone_an_article_is_found_written_deleted_only_when_asked_twice() {
        Page page = manager(1280, "/knowledge?view=articles");
        page.getByTestId("new-article").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("body")).isFocused();
        page.keyboard().type("泳帽可以退换，没有下过水就行。");
        page.getByTestId("title").focus();
        page.keyboard().type("泳帽能退吗");
        tabTo(page, "publish");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("state")).containsText("已发布");
        tabTo(page, "back");
        page.keyboard().press("Enter");
        page.getByTestId("search").focus();
        page.keyboard().type("泳帽");
        assertThat(page.getByTestId("article")).hasCount(1);
        tabTo(page, "article");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("title")).isFocused();
        tabTo(page, "delete");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("farewell")).containsText("删除“泳帽能退吗”？");
        assertThat(page.getByTestId("delete-no")).isFocused();
        accessible(page);
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("farewell")).isHidden();
        assertThat(page.getByTestId("delete")).isFocused();
        page.keyboard().press("Enter");
        tabTo(page, "delete-yes");
        page.keyboard().press("Enter");
        page.getByTestId("search").fill("泳帽");
        assertThat(page.getByTestId("article")).hasCount(0);
        assertThat(errors).isEmpty();
    }

    /** Presses Tab until the control has the focus; whoever cannot get there by keyboard fails. */
    private static void tabTo(Page page, String control) {
        for (int presses = 0; presses < 60; presses++) {
            if ((boolean) page.getByTestId(control).first().evaluate("it => it.matches(':focus')")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(control + " is not reached by Tab");
    }
}
