"""People and the life of a script over a real server and a real desk: what is let in, and what is not."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import requests
import soundfile
from hostile import GOOD, HOSTILE, tone, wav
from in_memory import DAY
from served import Serve
from staff import PASSWORD, Client, Staff, granted, hidden

from broadcast.desk import consent
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.language import Text
from broadcast.people import Role
from broadcast.programme import CueKind
from broadcast.store.database import Database

TEXT = {
    "title": "Cắt điện ấp Long Hòa",
    "text": "Điện lực thông báo cắt điện từ 7 giờ đến 16 giờ.",
    "class": "priority",
}
HOLE = {"title": "Khẩu trang", "text": "Đeo khẩu trang khi ra kh i nhà."}


def draft(client: Client, body: dict[str, str] = TEXT) -> str:
    answer = client.post("/api/v1/scripts", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def submitted(client: Client) -> str:
    script = draft(client)
    assert client.post(f"/api/v1/scripts/{script}/submission", json={"version": 1}).status_code == 200
    return script


def approved(staff: Staff) -> str:
    """A script that Hoa wrote, and that Bình listened to and approved."""
    script, approver = submitted(staff.client("hoa")), staff.client("binh")
    staff.listen("binh", script)
    life = approver.get(f"/api/v1/scripts/{script}/life").json()
    answer = approver.post(f"/api/v1/scripts/{script}/approval", json={"version": 1, "seal": life["seal"]})
    assert answer.json()["state"] == "approved", answer.text
    return script


def aired(staff: Staff) -> list[str | None]:
    day = staff.reception.today()
    made = staff.reception.make(day, Nobody()).made["my-an"].playlist
    return [cue.script for item in made.items for cue in item.rundown if cue.kind is CueKind.ITEM]


def test_from_json_to_the_next_programme(staff: Staff) -> None:
    script = approved(staff)
    assert script in aired(staff)
    shown = staff.client("hoa").get(f"/api/v1/scripts/{script}").json()
    assert (shown["cleared"], shown["approved"]["by"]) == (True, "Trần Văn Bình")


def test_a_word_file_and_a_sound_are_uploaded(staff: Staff) -> None:
    hoa = staff.client("hoa")
    word = hoa.post("/api/v1/scripts", files={"file": ("bai.docx", GOOD)}, data={"title": ""})
    assert word.json()["title"] == "Điện lực thông báo cắt điện từ 7 giờ đến 16 giờ"
    sound = hoa.post(
        "/api/v1/scripts",
        files={"file": ("a.wav", wav(tone(3)))},
        data={"title": "Tiếng kẻng", "campaign": "covid-19", "topic": "khau-trang"},
    ).json()
    heard = hoa.get(f"/api/v1/scripts/{sound['id']}/clip")
    assert heard.headers["content-type"] == "audio/mpeg"
    assert hashlib.sha256(heard.content).hexdigest() == sound["seal"]["audio"]


def test_what_was_found_in_a_sound_is_told_to_whoever_brought_it_and_approves_it(staff: Staff) -> None:
    hoa = staff.client("hoa")
    both = np.frombuffer(tone(3), "<i2")
    one_sided = np.concatenate((np.zeros(24_000, "<i2"), both, np.zeros(72_000, "<i2"), both))
    file = io.BytesIO()
    soundfile.write(file, np.stack((one_sided, 0 * one_sided), axis=1), 24_000, format="FLAC")
    life = hoa.post(
        "/api/v1/scripts", files={"file": ("a.mp3", file.getvalue())}, data={"title": "Tiếng kẻng"}
    ).json()
    sound = life["sound"]
    assert (sound["original"]["kind"], sound["original"]["channels"]) == ("flac", 2)
    assert (sound["original"]["mixing"], sound["original"]["taken"]) == ("one-sided", [0])
    assert sound["head_s"] == pytest.approx(0.85, abs=0.02)
    assert [(each["at_s"], each["length_s"]) for each in sound["silences"]] == [
        (pytest.approx(3.15, abs=0.15), pytest.approx(3, abs=0.3))
    ]
    said = [found["said"] for found in sound["findings"] if found["warns"]]
    assert "Chỉ kênh trái có tiếng: đã lấy kênh trái" in said
    hoa.post(f"/api/v1/scripts/{life['id']}/submission", json={"version": 1})
    for who, path in (("hoa", f"/newsroom/{life['id']}?edit=1"), ("binh", f"/newsroom/{life['id']}")):
        page = staff.client(who).get(path, headers={"accept-language": "vi"}).text
        assert "Chỉ kênh trái có tiếng: đã lấy kênh trái." in page
        assert "Im lặng giữa chừng" in page
    assert "Silent in between" in staff.client("binh").get(f"/newsroom/{life['id']}?lang=en").text
    assert hoa.get(f"/api/v1/scripts/{draft(hoa)}/life").json()["sound"] is None


@pytest.mark.parametrize(
    ("start", "end", "length_s"),
    [("0:01", "3", 2), ("", "00:01,5", 1.5), ("4", "", 1), (" 1 ", "2.25", 1.25)],
)
def test_a_part_of_a_sound_is_taken(staff: Staff, start: str, end: str, length_s: float) -> None:
    answer = staff.client("hoa").post(
        "/api/v1/scripts",
        files={"file": ("a.wav", wav(tone(5)))},
        data={"title": "Kẻng", "start": start, "end": end},
    )
    assert answer.json()["sound"]["duration_s"] == pytest.approx(length_s, abs=0.01)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("3", "1", "phải ở sau"),
        ("một", "", "không phải là thời điểm"),
        ("-1", "", "không phải là thời điểm"),
        ("", "1e9", "không phải là thời điểm"),
        ("10", "", "nằm ngoài tệp"),
    ],
)
def test_a_part_that_cannot_be_taken_is_refused_in_words(
    staff: Staff, start: str, end: str, words: str
) -> None:
    answer = staff.client("hoa").post(
        "/api/v1/scripts",
        files={"file": ("a.wav", wav(tone(2)))},
        data={"title": "Kẻng", "start": start, "end": end},
    )
    assert answer.status_code == 422
    assert words in answer.text


def test_who_reads_and_how_often_goes_from_the_form_to_the_approver(staff: Staff) -> None:
    hoa = staff.client("hoa")
    text = "Mời bà con họp ấp.\n\nĐúng 19 giờ."
    form = {"csrf": hoa.csrf, "text": text, "voices": "woman,man", "again": "true"}
    script = hoa.post("/newsroom/new", data=form).headers["location"].rpartition("/")[2]
    life = hoa.get(f"/api/v1/scripts/{script}/life").json()
    assert (life["voices"], life["again"], life["language"]) == (["woman", "man"], True, "vi")
    page = hoa.get(f"/newsroom/{script}").text
    assert '<option value="woman,man" selected>' in page
    assert '<option value="true" selected>' in page
    hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 1})
    page = staff.client("binh").get(f"/newsroom/{script}").text
    said = "Giọng nữ và giọng nam đọc thay nhau từng đoạn, hai lần liền (Xin nhắc lại)."
    assert said in page


def test_voices_by_json_are_the_same_and_left_out_the_station_decides(staff: Staff) -> None:
    hoa = staff.client("hoa")
    script = draft(hoa)
    at = f"/api/v1/scripts/{script}"
    life = hoa.put(at, json={**TEXT, "voices": ["man"], "again": False, "version": 1}).json()
    assert (life["voices"], life["again"], life["version"]) == (["man"], False, 2)
    life = hoa.put(at, json={**TEXT, "version": 2}).json()
    assert (life["voices"], life["again"], life["version"]) == ([], None, 3)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("voices", "robot", "không có giọng đọc này"),
        ("voices", "man,man", "không có giọng đọc này"),
        ("again", "maybe", "đọc mấy lần"),
        ("language", "<b>", "không có ngôn ngữ này"),
        ("language", "km", "máy chỉ đọc được tiếng việt"),
    ],
)
def test_a_wish_that_nobody_can_fulfil_is_refused_in_words(
    staff: Staff, field: str, value: str, words: str
) -> None:
    hoa = staff.client("hoa")
    answer = hoa.post("/newsroom/new", data={"csrf": hoa.csrf, **TEXT, field: value})
    assert answer.status_code == 422
    assert words in answer.text.lower()


def test_the_page_of_a_script_on_file_tells_what_its_writer_wishes(staff: Staff) -> None:
    fields = 'title: "Họp ấp"\ngenre: thong-bao\nvoices: [woman, man]\nagain: true'
    file = staff.reception.newsroom.studio.house / "scripts_vi" / "hop-ap.md"
    file.write_text(f"---\n{fields}\n---\nMời bà con họp ấp.\n", encoding="utf-8")
    stranger = Client(staff.url)
    page = stranger.get("/scripts/hop-ap").text
    assert "<dd>Nữ và nam thay nhau từng đoạn · đọc hai lần (xin nhắc lại)</dd>" in page
    told = stranger.get("/api/v1/scripts/hop-ap").json()
    assert (told["voices"], told["again"]) == (["woman", "man"], True)
    assert "<dt>Giọng đọc</dt>" not in stranger.get("/scripts/nuoc-sach").text


@pytest.mark.parametrize("wrong", [{"start": "một"}, {"valid_from": "hôm nay"}, {"class": "x"}])
def test_what_was_typed_is_still_there_when_a_form_is_refused(staff: Staff, wrong: dict[str, str]) -> None:
    hoa = staff.client("hoa")
    form = {"csrf": hoa.csrf, **TEXT, "campaign": "covid-19/khau-trang", "places": "my-an", **wrong}
    for path, more in (("new", {}), (draft(hoa), {"version": "1"})):
        answer = hoa.post(f"/newsroom/{path}", data={**form, **more, "text": "Lời vừa gõ."})
        assert answer.status_code == 422
        assert ">Lời vừa gõ.</textarea>" in answer.text
        assert f'value="{TEXT["title"]}"' in answer.text
        assert '<option value="covid-19/khau-trang" selected>' in answer.text
        assert 'value="my-an" checked' in answer.text


def test_a_sound_in_another_language_says_so_to_its_approver(staff: Staff) -> None:
    hoa = staff.client("hoa")
    given = {"title": "Lời kêu gọi", "language": "km", "voices": "man"}
    life = hoa.post("/api/v1/scripts", files={"file": ("a.wav", wav(tone(2)))}, data=given).json()
    assert (life["language"], life["voices"]) == ("km", [])
    hoa.post(f"/api/v1/scripts/{life['id']}/submission", json={"version": 1})
    page = staff.client("binh").get(f"/newsroom/{life['id']}").text
    assert "Tiếng Khmer." in page
    assert "Giọng" not in page.split("<main")[1]
    page = hoa.get(f"/newsroom/{life['id']}?edit=1").text
    assert '<option value="km" selected>' in page


def test_a_part_of_what_is_not_sent_along_is_refused(staff: Staff) -> None:
    answer = staff.client("hoa").post("/api/v1/scripts", json={**TEXT, "start": "0:05"})
    assert answer.status_code == 422
    assert "máy không giữ tệp gốc" in answer.text


def test_the_clip_of_a_draft_is_played_in_ranges(staff: Staff) -> None:
    hoa = staff.client("hoa")
    path = f"/api/v1/scripts/{draft(hoa)}/clip"
    whole = hoa.get(path)
    part = hoa.get(path, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert hoa.get(path, headers={"if-none-match": whole.headers["etag"]}).status_code == 304


STRANGERS: list[Callable[[Client, str], requests.Response]] = [
    lambda c, _: c.post("/api/v1/scripts", json=TEXT),
    lambda c, _: c.post("/api/v1/scripts", files={"file": ("a.txt", b"Xin")}),
    lambda c, s: c.put(f"/api/v1/scripts/{s}", json={**TEXT, "version": 1}),
    lambda c, s: c.post(f"/api/v1/scripts/{s}/submission", json={"version": 1}),
    lambda c, s: c.post(
        f"/api/v1/scripts/{s}/approval",
        json={"version": 1, "seal": {"text": "0" * 64, "spoken": "0" * 64, "audio": "0" * 64}},
    ),
    lambda c, s: c.post(f"/api/v1/scripts/{s}/return", json={"version": 1, "reason": "Sai"}),
    lambda c, s: c.post(f"/api/v1/scripts/{s}/withdrawal", json={"version": 1, "reason": "Sai"}),
    lambda c, _: c.post("/newsroom/new", data=TEXT),
    lambda c, s: c.post(f"/newsroom/{s}", data={**TEXT, "version": "1"}),
    *(
        lambda c, s, act=act: c.post(f"/newsroom/{s}/{act}", data={"version": "1"})
        for act in ("repair", "submission", "approval", "return", "withdrawal")
    ),
    lambda c, _: c.post("/people", data={"full_name": "Kẻ Lạ", **granted("approver")}),
    lambda c, _: c.post("/logout"),
]


def test_a_stranger_writes_nothing(staff: Staff) -> None:
    script = submitted(staff.client("hoa"))
    for ask in STRANGERS:
        answer = ask(Client(staff.url), script)
        assert answer.status_code == 403, answer.text
        assert "chưa đăng nhập" in answer.text
    steps = staff.reception.newsroom.proofs(script).steps
    assert len(steps) == 2
    assert len(staff.reception.newsroom.listed()[0]) == 1


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_session_without_its_token_writes_nothing(staff: Staff, token: str | None) -> None:
    script = submitted(staff.client("hoa"))
    lan = staff.client("lan")
    for ask in STRANGERS:
        lan.session.headers["x-csrf-token"] = token  # type: ignore[assignment]
        answer = ask(lan, script)
        assert answer.status_code == 403, answer.text
        assert "không đến từ trang của hệ thống" in answer.text
    assert len(staff.reception.newsroom.listed()[0]) == 1


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_what_another_site_makes_a_browser_send_is_refused(staff: Staff, headers: dict[str, str]) -> None:
    lan = staff.client("lan")
    assert lan.post("/api/v1/scripts", json=TEXT, headers=headers).status_code == 403
    login = {"name": "lan", "password": PASSWORD}
    assert Client(staff.url).post("/login", data=login, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/newsroom", "/newsroom/new", "/newsroom/x", "/people"])
def test_pages_behind_the_entrance_ask_for_a_login_and_lead_back(staff: Staff, path: str) -> None:
    answer = Client(staff.url).get(path, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={path}")
    assert Client(staff.url).get(f"/api/v1{path}/life").status_code in {403, 404}


def test_logging_in_and_out_by_the_page(staff: Staff) -> None:
    client = Client(staff.url)
    form = {"name": "lan", "password": PASSWORD, "next": "/newsroom/new"}
    answer = client.post("/login", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/newsroom/new")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    page = client.get("/newsroom").text
    assert "Nguyễn Thị Lan" in page
    kept = client.session.cookies.copy()
    assert client.post("/logout", data={"csrf": hidden(page, "csrf")}).status_code == 303
    client.session.cookies = kept
    assert client.get("/newsroom", headers={"accept": "text/html"}).status_code == 303, (
        "the session itself is over"
    )


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_a_login_never_leads_to_another_site(staff: Staff, onward: str) -> None:
    form = {"name": "lan", "password": PASSWORD, "next": onward}
    assert Client(staff.url).post("/login", data=form).headers["location"] == "/newsroom"


def test_a_wrong_password_is_one_sentence_and_guessing_ends(staff: Staff) -> None:
    for name in ("lan", "khong-co"):
        answer = Client(staff.url).post("/login", data={"name": name, "password": "sai"})
        assert answer.status_code == 403
        assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.text
    for _ in range(5):
        answer = Client(staff.url).post("/login", data={"name": "lan", "password": "sai"})
    assert "quá nhiều lần" in answer.text
    assert (
        "quá nhiều lần" in Client(staff.url).post("/login", data={"name": "lan", "password": PASSWORD}).text
    )


def test_the_first_link_opens_once_on_a_page(staff: Staff, studio_without_people: Staff) -> None:
    fresh = studio_without_people
    token = fresh.reception.accounts.invitations.first_link()
    client = Client(fresh.url)
    assert "tài khoản đầu tiên" in client.get(f"/start/{token}").text
    form = {"name": "moi", "full_name": "Người Mới", "password": "ngắn"}
    weak = client.post(f"/start/{token}", data=form)
    assert weak.status_code == 422
    assert "mật khẩu phải dài" in weak.text.lower()
    made = client.post(f"/start/{token}", data={**form, "password": PASSWORD})
    assert (made.status_code, made.headers["location"]) == (303, "/newsroom")
    assert "Người Mới" in client.get("/newsroom").text
    assert Client(fresh.url).get(f"/start/{token}").status_code == 404


@pytest.fixture
def studio_without_people(serve: Serve, small_studio: Studio, tmp_path: Path) -> Iterator[Staff]:
    studio = replace(small_studio, database=Database(tmp_path / "fresh.sqlite3"))
    reception = Reception(studio, DAY, "my-an")
    yield Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    studio.database.close()


def test_an_invitation_makes_an_account_with_its_roles_only(staff: Staff) -> None:
    lan = staff.client("lan")
    answer = lan.post("/people", data={"csrf": lan.csrf, "full_name": "Võ Văn Tư", **granted("writer")})
    path = hidden_link(answer.text)
    form = {"name": "tu", "full_name": "Kẻ Khác", "password": PASSWORD, **granted("approver")}
    assert Client(staff.url).post(path, data=form).status_code == 303
    who = staff.client("tu").get("/api/v1/session").json()
    assert (who["full_name"], who["roles"]) == ("Võ Văn Tư", ["writer"])
    assert staff.client("tu").get("/people").status_code == 403


def hidden_link(html: str) -> str:
    at = html.index("/start/")
    return html[at : html.index('"', at)]


def test_over_plain_http_under_another_name_nobody_logs_in_and_a_session_counts_for_nothing(
    staff: Staff,
) -> None:
    host = {"host": "dai.example"}
    answer = Client(staff.url).post("/login", data={"name": "lan", "password": PASSWORD}, headers=host)
    assert answer.status_code == 403
    assert "không được mã hóa" in answer.text
    assert "<form" not in Client(staff.url).get("/login", headers=host).text.split("<main")[1]
    lan = staff.client("lan")
    assert lan.post("/api/v1/scripts", json=TEXT, headers=host).status_code == 403
    assert Client(staff.url).get("/start/x", headers=host).status_code == 403


def test_behind_a_proxy_with_tls_the_cookie_is_kept_to_tls_and_to_this_host(staff: Staff) -> None:
    proxied = {
        "host": "dai.example",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "192.0.2.7",
        "origin": "https://dai.example",
    }
    answer = Client(staff.url).post("/login", data={"name": "lan", "password": PASSWORD}, headers=proxied)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-broadcast=")
    assert "Secure" in cookie
    plain = {**proxied, "x-forwarded-proto": "http"}
    assert (
        Client(staff.url)
        .post("/login", data={"name": "lan", "password": PASSWORD}, headers=plain)
        .status_code
        == 403
    )


def test_a_doubt_is_named_and_mended_with_one_click(staff: Staff) -> None:
    hoa = staff.client("hoa")
    script = draft(hoa, HOLE)
    refused = hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 1})
    assert refused.status_code == 422
    assert "kh i" in refused.json()["detail"]
    page = hoa.get(f"/newsroom/{script}").text
    assert "Sửa thành" in page
    span = {"start": hidden(page, "start"), "end": hidden(page, "end")}
    form = {"csrf": hoa.csrf, "version": "1", **span, "words": "khỏi"}
    assert hoa.post(f"/newsroom/{script}/repair", data=form).status_code == 303
    assert (
        hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 2}).json()["state"] == "submitted"
    )


def test_what_the_approver_saw_is_what_is_approved(staff: Staff) -> None:
    hoa, binh = staff.client("hoa"), staff.client("binh")
    script = submitted(hoa)
    seal = binh.get(f"/api/v1/scripts/{script}/life").json()["seal"]
    hoa.put(f"/api/v1/scripts/{script}", json={**TEXT, "text": "Lời khác hẳn.", "version": 1})
    hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 2})
    for version in (1, 2):
        answer = binh.post(f"/api/v1/scripts/{script}/approval", json={"version": version, "seal": seal})
        assert answer.status_code == 409, version
    assert script not in aired(staff)


def test_the_writer_is_never_the_approver_on_the_page_either(staff: Staff) -> None:
    lan = staff.client("lan")
    script = submitted(lan)
    page = lan.get(f"/newsroom/{script}").text
    names = ("version", "text_sha256", "spoken_sha256", "audio_sha256")
    form = {name: hidden(page, name) for name in names}
    answer = lan.post(
        f"/newsroom/{script}/approval", data={"csrf": lan.csrf, **form}, headers={"accept": "text/html"}
    )
    assert answer.status_code == 403
    assert "không được tự duyệt" in answer.text
    assert (
        staff.client("binh")
        .post(f"/newsroom/{script}/approval", data={"csrf": staff.client("binh").csrf, **form})
        .status_code
        == 403
    )


def test_an_edit_of_an_approved_script_takes_it_off_the_air(staff: Staff) -> None:
    hoa = staff.client("hoa")
    script = approved(staff)
    assert script in aired(staff)
    answer = hoa.put(f"/api/v1/scripts/{script}", json={**TEXT, "title": "Tên khác", "version": 1})
    assert (answer.json()["state"], answer.json()["version"]) == ("draft", 2)
    assert script not in aired(staff)


def test_strangers_see_approved_scripts_and_no_draft(staff: Staff) -> None:
    hoa, stranger = staff.client("hoa"), Client(staff.url)
    script = draft(hoa)
    for path in (f"/api/v1/scripts/{script}", f"/api/v1/scripts/{script}/reading", f"/scripts/{script}"):
        assert stranger.get(path).status_code == 404
    assert stranger.get(f"/api/v1/scripts/{script}/clip").status_code == 403
    assert hoa.get(f"/api/v1/scripts/{script}/reading").json()["source"] == TEXT["text"]
    assert script not in stranger.get("/scripts").text


def test_a_hostile_upload_is_a_sentence_on_the_page_and_the_service_goes_on(staff: Staff) -> None:
    hoa = staff.client("hoa")
    for what, (name, make, _) in HOSTILE.items():
        files = {"file": (name, make())}
        answer = hoa.post("/newsroom/new", files=files, data={"csrf": hoa.csrf})
        assert answer.status_code == 422, what
        assert 'role="alert"' in answer.text, what
    assert hoa.get("/newsroom").status_code == 200
    assert staff.reception.newsroom.listed()[0] == ()


def test_too_large_a_body_is_refused_and_not_kept(staff: Staff) -> None:
    hoa = staff.client("hoa")

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n'
        for _ in range(200):
            yield b"x" * (1 << 20)

    kind = {"content-type": "multipart/form-data; boundary=x"}
    answer = hoa.post("/newsroom/new", data=endless(), headers=kind)
    assert answer.status_code == 422
    assert "lớn hơn 200 MB" in answer.text
    assert hoa.get("/newsroom").status_code == 200


def test_a_form_that_is_none_is_told_so(staff: Staff) -> None:
    hoa = staff.client("hoa")
    broken = hoa.post(
        "/newsroom/new", data=b"nonsense", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert broken.status_code in {403, 422}
    assert (
        hoa.post("/api/v1/scripts", data=b"{", headers={"content-type": "application/json"}).status_code
        == 422
    )
    assert hoa.post("/api/v1/scripts", json={"no": "such"}).status_code == 422
    for field in ({"class": "x"}, {"genre": "../x"}, {"valid_from": "hôm nay"}, {"campaign": "x"}):
        form = {"csrf": hoa.csrf, "title": "a", "text": "Xin chào", **field}
        assert hoa.post("/newsroom/new", data=form).status_code == 422, field


def test_a_password_is_changed_on_the_page_and_the_other_browser_is_logged_out(staff: Staff) -> None:
    hoa, elsewhere = staff.client("hoa"), staff.client("hoa")
    new = "con đò nhỏ qua sông Tiền"
    form = {"csrf": hoa.csrf, "old": "sai", "password": new}
    refused = hoa.post("/account/password", data=form)
    assert refused.status_code == 422
    assert "Mật khẩu cũ không đúng" in refused.text
    assert hoa.post("/account/password", data={**form, "old": PASSWORD}).status_code == 303
    assert "Đã đổi mật khẩu" in hoa.get("/account?changed=1").text
    assert elsewhere.get("/api/v1/session").status_code == 403
    wish = {"old": new, "new": PASSWORD}
    assert hoa.put("/api/v1/session/password", json=wish).status_code == 204
    assert staff.client("hoa").get("/account").status_code == 200


def test_the_head_of_station_changes_roles_and_closes_an_account(staff: Staff) -> None:
    lan, hoa = staff.client("lan"), staff.client("hoa")
    form = {"csrf": lan.csrf, **granted("writer", "approver")}
    assert lan.post("/people/hoa/grants", data=form).headers["location"] == "/people/hoa"
    assert hoa.get("/api/v1/session").json()["roles"] == ["approver", "writer"]
    page = lan.get("/people/hoa").text
    assert "trước đó là biên tập viên" in page
    assert "chưa chọn việc" in lan.post("/people/hoa/grants", data={"csrf": lan.csrf}).text.lower()
    script = draft(hoa)
    assert lan.post("/people/hoa/closing", data={"csrf": lan.csrf}).headers["location"] == "/people"
    assert hoa.get("/api/v1/session").status_code == 403
    listed = lan.get("/people").text
    assert 'href="/people/hoa"' not in listed
    assert "Tài khoản đã đóng" in listed
    assert "Lê Thị Hoa" in lan.get(f"/newsroom/{script}").text, "the name stays on what they wrote"
    last = lan.post("/people/lan/closing", data={"csrf": lan.csrf})
    assert last.status_code == 409
    assert "tài khoản cuối cùng được mời người" in last.text


def test_only_the_head_of_station_opens_the_page_of_an_account(staff: Staff) -> None:
    binh = staff.client("binh")
    assert binh.get("/people/hoa").status_code == 403
    for act in ("grants", "closing"):
        answer = binh.post(f"/people/hoa/{act}", data={"csrf": binh.csrf, **granted("planner")})
        assert answer.status_code == 403
        assert Client(staff.url).post(f"/people/hoa/{act}", data={}).status_code == 403
    assert Client(staff.url).post("/account/password", data={}).status_code == 403
    assert staff.client("lan").get("/people/khong-co").status_code == 404
    assert staff.client("hoa").get("/api/v1/session").json()["roles"] == ["writer"]


def test_an_invitation_without_a_role_keeps_the_name_that_was_typed(staff: Staff) -> None:
    lan = staff.client("lan")
    answer = lan.post("/people", data={"csrf": lan.csrf, "full_name": "Võ Văn Tư"})
    assert answer.status_code == 422
    assert 'value="Võ Văn Tư"' in answer.text
    assert "Chưa chọn việc được làm" in answer.text


def test_an_approver_sees_where_another_reader_differs_and_may_approve_all_the_same(
    serve: Serve, small_studio: Studio
) -> None:
    equipped = replace(
        small_studio, second_opinion=lambda line: line.replace("7", "bảy").replace("16", "sáu")
    )
    reception = Reception(equipped, DAY, "my-an")
    people = Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    people.invite("lan", "Nguyễn Thị Lan", *Role)
    people.invite("binh", "Trần Văn Bình", Role.APPROVER)
    script, binh = submitted(people.client("lan")), people.client("binh")
    page = binh.get(f"/newsroom/{script}").text
    assert "Ý kiến thứ hai (1 chỗ đọc khác)" in page
    form = {name: hidden(page, name) for name in ("version", "text_sha256", "spoken_sha256", "audio_sha256")}
    assert form["spoken_sha256"] == equipped_without(small_studio, script)
    people.listen("binh", script)
    answer = binh.post(f"/newsroom/{script}/approval", data={"csrf": binh.csrf, **form})
    assert answer.status_code == 303, answer.text
    assert "second-opinion" in binh.get(f"/newsroom/{script}").text


def equipped_without(studio: Studio, script: str) -> str:
    """What the approval of `script` is bound to where no other reader is installed."""
    return Reception(studio, DAY, "my-an").newsroom.proofs(script).reading.fingerprint


def test_an_approver_lets_the_embedded_engine_speak_from_the_front_page_and_nobody_else(staff: Staff) -> None:
    staff.reception.alarm("speech.gtts", Text("máy đọc gtts hỏng", "the engine gtts is away"))
    button = "Đồng ý cho máy espeak đọc thay trong 3 ngày"
    writer, approver = staff.client("hoa"), staff.client("binh")
    assert button in approver.get("/").text
    for other in (writer, Client(staff.url)):
        told = other.get("/").text
        assert button not in told
        assert "Người duyệt đăng nhập" in told
    sent = {"csrf": hidden(approver.get("/").text, "csrf"), "engine": "gtts"}
    assert writer.post("/consent", data={**sent, "csrf": writer.csrf}).status_code == 403
    assert Client(staff.url).post("/consent", data=sent).status_code in {303, 401, 403}
    assert not consent.given(staff.reception._studio, "gtts")
    assert approver.post("/consent", data={**sent, "engine": "khong-co"}).status_code == 404
    assert approver.post("/consent", data=sent).status_code == 303
    assert consent.given(staff.reception._studio, "gtts")


def test_back_after_logging_out_shows_nothing_of_what_was_open(staff: Staff) -> None:
    hoa = staff.client("hoa")
    assert hoa.get("/newsroom").headers["cache-control"] == "no-store"
    assert hoa.get("/").headers["cache-control"] == "no-store"
    assert Client(staff.url).get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/account/password?lang=en", "/account?lang=en"),
        ("/newsroom/hop-ap/approval", "/newsroom/hop-ap"),
        ("/logout", "/"),
        ("/stations/my-an/faults", "/stations/my-an"),
        ("/stations/my-an/pause", "/stations/my-an"),
    ],
)
def test_where_a_form_is_sent_to_opened_anew_leads_to_its_page(staff: Staff, form: str, page: str) -> None:
    answer = staff.client("hoa").get(form, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
