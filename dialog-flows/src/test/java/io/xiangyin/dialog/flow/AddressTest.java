package io.xiangyin.dialog.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of an address, however much of it is written and whatever stands around it. */
class AddressTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "浙江省杭州市拱墅区映月湾花苑7幢902, 浙江省, 杭州市, 拱墅区, 映月湾花苑7幢902",
                "杭州市拱墅区映月湾花苑7幢902, -, 杭州市, 拱墅区, 映月湾花苑7幢902",
                "浙江省义乌市稠城街道城中北路120号3单元201室, 浙江省, 义乌市, -, 稠城街道城中北路120号3单元201室",
                "浙江省金华市义乌市稠城街道城中北路120号, 浙江省, 金华市, 义乌市, 稠城街道城中北路120号",
                "内蒙古自治区呼和浩特市新城区海拉尔东街26号, 内蒙古自治区, 呼和浩特市, 新城区, 海拉尔东街26号",
                "内蒙古呼和浩特市新城区海拉尔东街26号, 内蒙古, 呼和浩特市, 新城区, 海拉尔东街26号",
                "广西壮族自治区南宁市青秀区民族大道88号, 广西壮族自治区, 南宁市, 青秀区, 民族大道88号",
                "新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放西路1号, 新疆维吾尔自治区, 伊犁哈萨克自治州, 伊宁市, 解放西路1号",
                "上海市徐汇区漕溪北路398弄12号801室, 上海市, 上海市, 徐汇区, 漕溪北路398弄12号801室",
                "上海徐汇区漕溪北路398弄12号801, 上海市, 上海市, 徐汇区, 漕溪北路398弄12号801",
                "河北省正定县常山东路5号, 河北省, -, 正定县, 常山东路5号",
                "阳光小区3栋2单元501, -, -, -, 阳光小区3栋2单元501"
            })
    void it_is_cut_where_regions_end(String text, String province, String city, String district, String detail) {
        Map<String, String> parts = Address.parts(text);
        assertThat(parts.get("province")).isEqualTo(province);
        assertThat(parts.get("city")).isEqualTo(city);
        assertThat(parts.get("district")).isEqualTo(district);
        assertThat(parts.get("detail")).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "王芳 13812345678 成都市武侯区天府大道1700号",
        "王芳，138-1234-5678，成都市武侯区天府大道1700号",
        "成都市武侯区天府大道1700号 王芳 13812345678",
        "成都市武侯区天府大道1700号，收件人王芳，电话13812345678",
        "收货人：王芳 电话：138 1234 5678 地址：成都市武侯区天府大道1700号"
    })
    void name_and_phone_may_stand_around_it(String text) {
        assertThat(Address.parts(text))
                .containsEntry("name", "王芳")
                .containsEntry("phone", "13812345678")
                .containsEntry("city", "成都市")
                .containsEntry("district", "武侯区")
                .containsEntry("detail", "天府大道1700号");
    }
}
