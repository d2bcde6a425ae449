package io.xiangyin.dialog.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.dialog.entity.Entity.Kind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as shoppers write them: with and without a province, to the road, the estate or the village. */
class ChineseAddressTest {
    private static List<String> addresses(String text) {
        return Entities.find(text, LocalDate.of(2026, 11, 23)).stream()
                .filter(entity -> entity.kind() == Kind.ADDRESS)
                .map(Entity::value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "浙江省杭州市拱墅区映月湾花苑7幢902",
                "杭州市拱墅区映月湾花苑7幢902室",
                "浙江省义乌市稠城街道城中北路120号3单元201室",
                "义乌市稠城街道城中北路120号",
                "内蒙古自治区呼和浩特市新城区海拉尔东街26号",
                "内蒙古呼和浩特市新城区海拉尔东街26号",
                "广西壮族自治区南宁市青秀区民族大道88号5栋",
                "新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放西路1号",
                "上海市徐汇区漕溪北路398弄12号801室",
                "上海徐汇区漕溪北路398弄12号801",
                "北京市朝阳区望京街10号院3号楼1101",
                "河北省正定县常山东路5号",
                "阳光小区3栋2单元501",
                "天河区天河路208号",
                "河南省周口市太康县城关镇李庄村"
            })
    void an_address_is_found_whole(String address) {
        assertThat(addresses(address)).containsExactly(address);
    }

    @ParameterizedTest
    @CsvSource({
        "寄到杭州市拱墅区映月湾花苑7幢902, 杭州市拱墅区映月湾花苑7幢902",
        "麻烦把收货地址改成义乌市稠城街道城中北路120号谢谢, 义乌市稠城街道城中北路120号",
        "我家住在阳光小区3栋2单元501, 阳光小区3栋2单元501",
        "王芳 13812345678 四川省成都市武侯区天府大道1700号 白天没人, 四川省成都市武侯区天府大道1700号",
        "成都市武侯区天府大道1700号，收件人王芳，电话138-1234-5678, 成都市武侯区天府大道1700号"
    })
    void what_stands_around_it_is_no_part_of_it(String text, String address) {
        assertThat(addresses(text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"快递到哪个城市了", "我要退2号那件", "买了3个在路上", "三楼的师傅来修过", "小区门口的驿站"})
    void what_is_no_address_is_none(String text) {
        assertThat(addresses(text)).isEmpty();
    }
}
