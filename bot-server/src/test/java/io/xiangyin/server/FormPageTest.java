package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A form of the bot in the chat: filled in once, sent as one message, and gone. */
class FormPageTest extends PageTest {
    @Test
    void a_form_is_sent_as_one_message_and_can_be_used_by_everybody() {
        Page page = browser.page(375, 740, errors);
        page.navigate(shop.url("/chat/?customer=c-1004"));
        assertThat(page.getByTestId("bubble-bot").first()).containsText("小乡");
        say(page, "手机要开公司发票");
        Locator form = page.getByTestId("form");
        assertThat(form.locator("input")).hasCount(2);
        accessible(page);
        form.getByLabel("发票抬头").fill("沈阳老街商贸有限公司");
        form.getByLabel("税号").fill("91210106MA0ABCDE12");
        page.getByTestId("form-send").click();
        assertThat(page.getByTestId("bubble-customer").last()).containsText("税号：91210106MA0ABCDE12");
        assertThat(page.getByTestId("bubble-bot").last()).containsText("确认开吗");
        assertThat(form).hasCount(0);
        assertThat(errors).isEmpty();
    }
}
