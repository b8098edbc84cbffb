"""Names as they are typed: in pinyin and by initials."""

import pytest

from api.hospitals.readings import initials_of, read_name

READ = [
    ("上海和睦家医院（浦西院区）", "shang hai he mu jia yi yuan pu xi yuan qu"),
    ("重庆莱佛士医院", "chong qing lai fu shi yi yuan"),
    ("曜影医院", "yao ying yi yuan"),
    ("厦门长庚医院", "xia men chang geng yi yuan"),
    ("长沙市儿童医院", "chang sha shi er tong yi yuan"),
    ("上海市长宁区妇幼保健院", "shang hai shi chang ning qu fu you bao jian yuan"),
    ("福州长乐区医院", "fu zhou chang le qu yi yuan"),
    ("生长发育门诊", "sheng zhang fa yu men zhen"),
    ("北京朝阳医院", "bei jing chao yang yi yuan"),
    ("郫都区诊所", "pi du qu zhen suo"),
    ("重医附属儿童医院", "chong yi fu shu er tong yi yuan"),
    ("泰康同济（武汉）医院", "tai kang tong ji wu han yi yuan"),
    ("大连妇女儿童医院", "da lian fu nv er tong yi yuan"),
    ("四川大学华西第二医院 VIP门诊", "si chuan da xue hua xi di er yi yuan vip men zhen"),
    ("Raffles Medical", "raffles medical"),
]


@pytest.mark.parametrize(("name", "pinyin"), READ)
def test_it_reads_a_name(name: str, pinyin: str) -> None:
    assert read_name(name) == pinyin


def test_it_takes_the_initials() -> None:
    assert initials_of("shang hai he mu jia yi yuan") == "shhmjyy"
    assert initials_of("") == ""
