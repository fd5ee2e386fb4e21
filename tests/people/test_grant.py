"""What a grant reaches: a role's acts, a place and below, up to a class of bulletin."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.language import Language
from broadcast.people import EVERYWHERE, Act, Grant, LastInviter, MayNot, Person, Role, refuse_without_inviter
from broadcast.people.person import MAY
from broadcast.script import BulletinClass

MY_AN, KIEN_AN, DISTRICT = ("my-an", "cho-moi"), ("kien-an", "cho-moi"), ("cho-moi",)
LINEAGES = (MY_AN, KIEN_AN, DISTRICT, ())
NORMAL, PRIORITY, EMERGENCY = BulletinClass


def somebody(*grants: Grant) -> Person:
    return Person("lan", "Nguyễn Thị Lan", frozenset(grants))


def test_a_commune_s_writer_writes_for_the_commune_and_for_nothing_beside_or_above_it() -> None:
    lan = somebody(Grant(Role.WRITER, "my-an"))
    assert lan.may(Act.WRITE)
    assert lan.may(Act.WRITE, MY_AN)
    assert not lan.may(Act.WRITE, KIEN_AN)
    assert not lan.may(Act.WRITE, DISTRICT)
    assert not lan.may(Act.WRITE, [MY_AN, KIEN_AN]), "every place counts"
    assert not lan.may(Act.WRITE, ()), "no place in particular"


def test_the_district_s_writer_writes_for_everything_below_it() -> None:
    lan = somebody(Grant(Role.WRITER, "cho-moi"))
    assert lan.may(Act.WRITE, [MY_AN, KIEN_AN, DISTRICT])
    assert not lan.may(Act.WRITE, ())


def test_grants_add_up_place_by_place_but_not_across_role_and_class() -> None:
    lan = somebody(Grant(Role.WRITER, "my-an", EMERGENCY), Grant(Role.APPROVER, "kien-an", NORMAL))
    both = somebody(Grant(Role.WRITER, "my-an"), Grant(Role.WRITER, "kien-an"))
    assert both.may(Act.WRITE, [MY_AN, KIEN_AN])
    assert not lan.may(Act.APPROVE, MY_AN)
    assert not lan.may(Act.APPROVE, KIEN_AN, EMERGENCY)


@pytest.mark.parametrize(("ceiling", "klass"), list(product(BulletinClass, BulletinClass)))
def test_a_ceiling_lets_lower_classes_through_and_no_higher_one(
    ceiling: BulletinClass, klass: BulletinClass
) -> None:
    order = [NORMAL, PRIORITY, EMERGENCY]
    lan = somebody(Grant(Role.APPROVER, EVERYWHERE, ceiling))
    assert lan.may(Act.APPROVE, MY_AN, klass) == (order.index(klass) <= order.index(ceiling))


def test_a_role_alone_holds_everywhere_and_for_every_class() -> None:
    lan = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))  # type: ignore[arg-type]
    assert lan.grants == {Grant(Role.WRITER, EVERYWHERE, EMERGENCY)}
    assert lan.roles == {Role.WRITER}


GRANTS = st.builds(
    Grant,
    st.sampled_from(Role),
    st.sampled_from([EVERYWHERE, "my-an", "kien-an", "cho-moi"]),
    st.sampled_from(BulletinClass),
)


@given(
    st.lists(GRANTS, max_size=4),
    st.sampled_from(Act),
    st.lists(st.sampled_from(LINEAGES), min_size=1),
    st.sampled_from(BulletinClass),
)
def test_whoever_may_was_granted_it_at_each_place_by_one_grant_and_refusals_agree(
    grants: list[Grant], act: Act, at: list[tuple[str, ...]], klass: BulletinClass
) -> None:
    person = somebody(*grants)
    granted = all(
        any(
            act in MAY[grant.role]
            and (not grant.place or grant.place in line)
            and list(BulletinClass).index(klass) <= list(BulletinClass).index(grant.ceiling)
            for grant in grants
        )
        for line in at
    )
    assert person.may(act, at, klass) == granted
    if granted:
        person.refuse_unless_may(act, at, klass)
    else:
        with pytest.raises(MayNot):
            person.refuse_unless_may(act, at, klass)


def test_a_refusal_names_the_place_or_the_class_that_is_beyond_them() -> None:
    lan = somebody(Grant(Role.WRITER, "my-an", NORMAL))
    names = {"kien-an": "xã Kiến An", "my-an": "xã Mỹ An"}
    with pytest.raises(MayNot, match="phát ở xã Kiến An") as there:
        lan.refuse_unless_may(Act.WRITE, [MY_AN, KIEN_AN], NORMAL, names)
    assert "Mỹ An" not in there.value.said()
    assert "chọn lại nơi phát" in there.value.said()
    with pytest.raises(MayNot, match="bản tin loại «khẩn cấp»") as higher:
        lan.refuse_unless_may(Act.WRITE, MY_AN, EMERGENCY)
    assert "not for class «emergency»" in higher.value.said(Language.EN)
    with pytest.raises(MayNot, match="phát cho mọi nơi"):
        lan.refuse_unless_may(Act.WRITE, ())


def test_the_last_who_may_invite_everywhere_stays() -> None:
    refuse_without_inviter([somebody(Grant(Role.PLANNER))])
    for less in (Grant(Role.PLANNER, "my-an"), Grant(Role.PLANNER, EVERYWHERE, NORMAL), Grant(Role.WRITER)):
        with pytest.raises(LastInviter):
            refuse_without_inviter([somebody(less)])
