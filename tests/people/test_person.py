import pytest

from broadcast.language import Language
from broadcast.people import Act, MayNot, Person, Role, acting
from broadcast.people.person import MAY


def somebody(*roles: Role) -> Person:
    return Person("lan", "Nguyễn Thị Lan", frozenset(roles))


def test_every_role_may_something_and_has_a_name_in_both_languages() -> None:
    assert set(MAY) == set(Role)
    for named in (*(role.named for role in Role), *(act.named for act in Act)):
        assert named.vi != named.en


@pytest.mark.parametrize("act", Act)
def test_every_act_is_somebodys(act: Act) -> None:
    assert any(act in allowed for allowed in MAY.values())


def test_only_an_approver_approves() -> None:
    assert [role for role in Role if somebody(role).may(Act.APPROVE)] == [Role.APPROVER]


def test_roles_add_up() -> None:
    both = somebody(Role.WRITER, Role.APPROVER)
    assert both.may(Act.WRITE)
    assert both.may(Act.APPROVE)
    assert not somebody().may(Act.WRITE)


def test_a_refusal_names_the_person_and_what_they_may_not() -> None:
    with pytest.raises(MayNot) as refused:
        somebody(Role.OPERATOR).refuse_unless_may(Act.APPROVE)
    assert "Nguyễn Thị Lan không được duyệt" in refused.value.said()
    assert "may not approve" in refused.value.said(Language.EN)


def test_whoever_acts_is_asked_as_they_are_now() -> None:
    then, now = somebody(Role.PLANNER), somebody(Role.PLANNER, Role.WRITER)
    assert acting([now], then, Act.INVITE) is now
    with pytest.raises(MayNot, match="không được mời"):
        acting([somebody(Role.WRITER)], then, Act.INVITE)
    with pytest.raises(MayNot, match="đã đóng"):
        acting([], then, Act.INVITE)
