"""The ledger, worked out by hand: two counties on a line, a third beside them, and every figure both ways."""

from __future__ import annotations

import math
import random
from datetime import date

import pandas as pd
import pytest

from layers.agreements.accounts import differences, said_of
from layers.agreements.books import Book, normal
from layers.agreements.cost_shares import as_shares, cost_shares, net_shares, settlement
from layers.agreements.ledger import MEASURES, empty_account, ledger, loan_amounts

A, B, C = "110116", "130824", "130826"
AB = f"{A}|{B}"
ON = date(2026, 6, 1)


def zone(uid="z1", codes=(A, B), *, hazard="forest", zone_class="S1", links=(), held=None, area=100.0, **evidence):
    said = {"hazard_amount": {}, "reached": {}, "silent_hazard": [], "silent_places": [], "silent_fuel": []}
    return {
        "uid": uid,
        "hazard": hazard,
        "zone_class": zone_class,
        "counties": list(codes),
        "links": list(links),
        "evidence": {**said, **evidence},
        "responsibility": held if held is not None else {codes[0]: 0.6, codes[1]: 0.4},
        "area_ha": area,
    }


def link(giver, receiver, *areas):
    return {"from": giver, "to": receiver, "area_ha": list(areas)}


def people_in(**counts):
    return {code.removeprefix("c"): {"people": float(count), "unknown": 0} for code, count in counts.items()}


def aid(giver=A, receiver=B, **row):
    return {"date": "2026-03-01", "event": "增援", "giver": giver, "receiver": receiver, **row}


def loan(giver=A, receiver=B, **row):
    return {"date": "2026-03-01", "kind": "loan", "item": "水泵", "giver": giver, "receiver": receiver, **row}


def made(zones=(), aids=(), loans=(), borders=(AB,), on=ON, **more):
    columns = ["uid", "hazard", "zone_class", "counties", "links", "evidence", "responsibility", "area_ha"]
    frame = pd.DataFrame(list(zones), columns=columns)
    return ledger(frame, normal(Book.AID, list(aids)), normal(Book.LOAN, list(loans)), borders, on=on, **more)


def figures(book, measure, pair=AB):
    account = book.account(pair)
    return [(one.known, one.unknown) for one in (account.amount(measure, code) for code in account.counties)]


# --- what comes across -----------------------------------------------------------------------------------


def test_people_are_the_share_of_the_hazard_times_those_reached_across():
    hazard = {A: 30.0, B: 10.0}
    book = made(
        [zone(hazard_amount=hazard, reached={A: {"people": 80.0, "unknown": 0}, B: {"people": 40.0, "unknown": 0}})]
    )
    assert figures(book, "people") == [(0.75 * 40.0, 0), (0.25 * 80.0, 0)]


def test_hm2_are_those_of_the_last_hour_and_only_across():
    links = [link(A, A, 5.0, 9.0), link(A, B, 1.0, 4.0), link(B, A, 2.0, 2.5)]
    book = made([zone(links=links), zone("z2", links=[link(A, B, 0.5, 1.0)])])
    assert figures(book, "area_ha") == [(5.0, 0), (2.5, 0)]


def test_unknown_is_never_zero():
    unknown = made([zone(hazard_amount={A: 1.0}, reached={B: {"people": 7.0, "unknown": 1}})])
    assert figures(unknown, "people")[0] == (0.0, 1)
    assert figures(unknown, "area_ha") == [(0.0, 1), (0.0, 1)]  # no fire was run
    dark = made([zone(links=[{"from": A, "to": B, "area_ha": [None, None]}])])
    assert figures(dark, "area_ha")[0] == (0.0, 1)
    silent = made([zone(silent_hazard=[B], hazard_amount={A: 1.0}, reached=people_in(c130824=7))])
    assert figures(silent, "people") == [(7.0, 0), (0.0, 1)]


def test_rivers_have_no_burnt_land_and_local_zones_do_not_count():
    river = zone(hazard="river", hazard_amount={A: 1.0}, reached=people_in(c130824=9))
    local = zone("z2", zone_class="L", links=[link(A, B, 3.0)])
    book = made([river, local])
    assert figures(book, "people")[0] == (9.0, 0)
    assert not book.account(AB).amount("area_ha", A).is_said


def test_a_field_narrows_zones_and_help():
    river = zone("z2", hazard="river", hazard_amount={A: 1.0}, reached=people_in(c130824=9))
    book = made(
        [zone(links=[link(A, B, 3.0)]), river],
        [aid(hazard="forest", event="一"), aid(hazard="river", event="二"), aid(event="三")],
        hazard="river",
    )
    assert figures(book, "people")[0] == (9.0, 0) and not book.account(AB).amount("area_ha", A).is_said
    assert figures(book, "times")[0] == (2.0, 0)  # the river's, and the one that does not say


# --- help and loans ---------------------------------------------------------------------------------------


def test_help_is_added_up_and_what_nobody_wrote_down_is_not_known():
    aids = [
        aid(people=20.0, hours=5.0, cost_yuan=1000.0, repaid_yuan=200.0, event="一"),
        aid(people=10.0, cost_yuan=None, event="二"),
        aid(B, A, people=4.0, hours=2.0, cost_yuan=50.0, event="三"),
        aid(event="以后的", date="2026-06-02", cost_yuan=9.0),
    ]
    book = made(aids=aids)
    assert figures(book, "times") == [(2.0, 0), (1.0, 0)]
    assert figures(book, "helpers") == [(30.0, 0), (4.0, 0)]
    assert figures(book, "person_hours") == [(100.0, 1), (8.0, 0)]
    assert figures(book, "cost_yuan") == [(1000.0, 1), (50.0, 0)]
    assert figures(book, "repaid_yuan") == [(200.0, 0), (0.0, 0)]
    assert figures(made(aids=aids, since="2026-04-01"), "times") == [(0.0, 0), (0.0, 0)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"due": "2026-06-01", "value_yuan": 90.0}, (1.0, 0.0, 0.0)),  # the last day is not overdue
        ({"due": "2026-05-31", "value_yuan": 90.0}, (1.0, 1.0, 90.0)),
        ({"due": "2026-05-31", "value_yuan": 90.0, "settled_yuan": 40.0}, (1.0, 1.0, 50.0)),
        ({"due": "2026-05-31", "value_yuan": 90.0, "returned": "2026-06-01"}, (0.0, 0.0, 0.0)),
        ({"due": "2026-05-31", "value_yuan": 90.0, "returned": "2026-06-02"}, (1.0, 1.0, 90.0)),
        ({"due": "2026-05-31"}, (1.0, 1.0, None)),
        ({"kind": "requisition", "value_yuan": 90.0, "returned": "2026-03-02"}, (0.0, 0.0, 90.0)),
        ({"kind": "compensation", "value_yuan": 90.0, "settled_yuan": 100.0}, (None, None, 0.0)),
        (
            {"kind": "compensation", "value_yuan": 90.0, "settled_yuan": 90.0, "settled": "2026-06-02"},
            (None, None, 90.0),
        ),
        (
            {"kind": "compensation", "value_yuan": 90.0, "settled_yuan": 90.0, "settled": "2026-06-01"},
            (None, None, 0.0),
        ),
    ],
)
def test_what_is_out_overdue_and_owed(row, expected):
    [full] = normal(Book.LOAN, [loan(**row)]).to_dict("records")
    found = loan_amounts(full, ON)
    assert (found.get("out"), found.get("overdue"), found["owed_yuan"]) == expected


def test_what_is_still_out_counts_from_whenever():
    loans = [loan(date="2020-01-01"), loan(date="2020-01-01", item="锯", returned="2020-02-01")]
    assert figures(made(loans=loans, since="2026-01-01"), "out")[0] == (1.0, 0)


def test_counties_without_a_common_line_have_an_account_once_they_help():
    book = made(aids=[aid(A, C)], borders=[AB, f"{A}|"])
    assert [one.pair for one in book.pairs] == [f"{A}|{C}", AB]
    assert not book.account(AB).lines


# --- sums --------------------------------------------------------------------------------------------------


def many():
    random.seed(4)
    codes = [A, B, C]
    zones, aids, loans = [], [], []
    for at in range(30):
        one, other = random.sample(codes, 2)
        areas = [link(one, other, random.choice([1.5, 2.25, None])), link(other, one, random.random())]
        people = {other: {"people": random.randint(0, 50), "unknown": random.choice([0, 0, 1])}}
        zones.append(zone(f"z{at}", (one, other), links=areas, hazard_amount={one: 2.0, other: 1.0}, reached=people))
        aids.append(aid(one, other, event=f"e{at}", people=at, hours=random.choice([None, 2.0]), cost_yuan=at * 1.1))
        loans.append(loan(one, other, item=f"i{at}", value_yuan=random.choice([None, at * 2.0])))
    return zones, aids, loans


def test_what_one_sent_the_others_received():
    book = made(*many(), borders=[AB, f"{A}|{C}", f"{B}|{C}"])
    for measure in MEASURES:
        given = math.fsum(one.given[measure].known for one in book.counties)
        taken = math.fsum(one.received[measure].known for one in book.counties)
        by_pair = math.fsum(one.amount(measure, code).known for one in book.pairs for code in one.counties)
        assert given == pytest.approx(taken, rel=1e-12) and given == pytest.approx(by_pair, rel=1e-12)
        assert sum(one.given[measure].unknown for one in book.counties) == sum(
            one.received[measure].unknown for one in book.counties
        )
        assert sum(one.net(measure) for one in book.counties) == pytest.approx(0.0, abs=1e-9)


def test_every_figure_is_the_sum_of_its_entries_and_their_order_does_not_matter():
    zones, aids, loans = many()
    book = made(zones, aids, loans)
    for one in book.pairs:
        for measure in MEASURES:
            for code in one.counties:
                lines = one.lines_of(measure, code)
                known = [line.amounts[measure] for line in lines if line.amounts[measure] is not None]
                assert one.amount(measure, code).known == pytest.approx(sum(known))
                assert one.amount(measure, code).lines == len(lines)
    for rows in (zones, aids, loans):
        random.shuffle(rows)
    again = made(zones, aids, loans)
    assert [one.pair for one in again.pairs] == [one.pair for one in book.pairs]
    assert again.counties == book.counties


# --- shares and settlement ---------------------------------------------------------------------------------


def test_the_net_sender_pays_and_both_rules_show_their_inputs():
    links = [link(A, B, 30.0), link(B, A, 10.0)]
    zones = [
        zone(links=links, held={A: 0.25, B: 0.75}, area=100.0),
        zone("z2", links=[link(B, A, 0.0)], held={A: 1.0, B: 0.0}, area=300.0),
    ]
    book = made(zones)
    shares = cost_shares(book, book.account(AB), "area_ha")
    assert [shares.sent[code].known for code in (A, B)] == [30.0, 10.0]
    assert shares.surplus == {A: 20.0, B: 0.0} and shares.by_net == {A: 1.0, B: 0.0}
    assert shares.responsibility_ha == {A: 325.0, B: 75.0}
    assert shares.by_responsibility == {A: 0.8125, B: 0.1875}
    assert shares.is_firm and shares.zones == 2


def test_nobody_sends_more_than_it_receives():
    book = made([zone(links=[link(A, B, 5.0), link(B, A, 5.0)])])
    shares = cost_shares(book, book.account(AB), "area_ha")
    assert shares.by_net is None and shares.of("net") == shares.by_responsibility == {A: 0.6, B: 0.4}


def test_shares_are_not_firm_when_something_is_not_known():
    book = made([zone(links=[link(A, B, 5.0)]), zone("z2")])
    assert not cost_shares(book, book.account(AB), "area_ha").is_firm


def test_a_fund_of_three_is_paid_by_those_who_send_more():
    links = [link(A, B, 30.0), link(B, C, 10.0), link(C, A, 5.0)]
    book = made([zone(codes=(A, B, C), links=links, held={A: 0.5, B: 0.3, C: 0.2})])
    shares = net_shares(book, "area_ha")  # A: 30 − 5, B: 10 − 30, C: 5 − 10
    assert shares == {A: 1.0, B: 0.0, C: 0.0}
    assert as_shares({A: 1.0, B: 1.0, C: 1.0})[C] == pytest.approx(1 / 3)
    assert math.fsum(as_shares({A: 0.1, B: 0.7, C: 0.3}).values()) == 1.0
    assert as_shares({A: 0.0, B: 0.0}) is None


def test_what_is_paid_in_the_end():
    aids = [
        aid(cost_yuan=1000.0, repaid_yuan=100.0, event="一"),  # A has borne 900, B 100
        aid(B, A, cost_yuan=600.0, event="二"),
    ]
    loans = [loan(kind="compensation", value_yuan=50.0)]  # B owes A 50
    book = made([zone(links=[link(A, B, 2.0), link(B, A, 1.0)], held={A: 0.25, B: 0.75})], aids, loans)
    account = book.account(AB)
    shares = cost_shares(book, account, "area_ha")
    net = settlement(account, shares, "net")  # A bears all 1600, has borne 900: owes 700, less the 50
    assert net.borne == {A: 900.0, B: 700.0} and net.due == {A: 1600.0, B: 0.0} and net.debts == {A: 0.0, B: 50.0}
    assert (net.payer, net.payee, net.yuan, net.cost) == (A, B, 650.0, 1600.0)
    held = settlement(account, shares, "responsibility")  # A bears 400, has borne 900: gets 500, and the 50
    assert (held.payer, held.payee, held.yuan) == (B, A, 550.0)
    for one in (net, held):
        assert sum(one.due.values()) == pytest.approx(one.cost)


def test_what_was_paid_back_for_help_of_unknown_cost_is_not_owed_again():
    """A helped B, nobody wrote at what cost, and B paid 100: A must not be told to give it back."""
    book = made([zone(links=[link(A, B, 2.0)])], [aid(cost_yuan=None, repaid_yuan=100.0)])
    account = book.account(AB)
    found = settlement(account, cost_shares(book, account, "area_ha"), "net")
    assert (found.payer, found.yuan, found.cost, found.unknown) == ("", 0.0, 0.0, 1)
    assert found.borne == {A: 0.0, B: 0.0}


def test_without_costs_nothing_is_paid_and_without_shares_nothing_is_settled():
    book = made([zone(links=[link(A, B, 2.0)])])
    account = book.account(AB)
    found = settlement(account, cost_shares(book, account, "area_ha"), "net")
    assert (found.payer, found.payee, found.yuan) == ("", "", 0.0)
    empty = made().account(AB)
    assert settlement(empty, cost_shares(made(), empty, "people"), "net") is None


# --- kept accounts -----------------------------------------------------------------------------------------


def test_a_kept_account_holds_until_a_figure_is_another():
    links = [link(A, B, 2.0), link(B, A, 1.0)]
    book = made([zone(links=links)], [aid(cost_yuan=100.0)])
    said = said_of(book, book.account(AB), "area_ha")
    assert differences(said, said) == ()
    assert said["rules"]["net"] == {"shares": {A: 1.0, B: 0.0}, "payer": "", "yuan": 0.0}
    later = made([zone(links=links)], [aid(cost_yuan=100.0), aid(B, A, event="二", cost_yuan=40.0)])
    found = {
        (one.measure, one.giver): (one.then, one.now)
        for one in differences(said, said_of(later, later.account(AB), "area_ha"))
    }
    assert found["cost_yuan", B] == (0.0, 40.0) and found["times", B] == (0.0, 1.0)
    assert found["net", A] == (0.0, 40.0)
    gone = said_of(made(), empty_account(AB), "area_ha")
    assert {one.measure for one in differences(said, gone)} >= {"cost_yuan", "area_ha", "times"}


def test_a_payment_the_other_way_has_the_other_sign():
    then = {"figures": {}, "rules": {"net": {"payer": A, "yuan": 10.0}}}
    now = {"figures": {}, "rules": {"net": {"payer": B, "yuan": 4.0}}}
    [found] = differences(then, now)
    assert (found.giver, found.then, found.now) == (A, 10.0, -4.0)
