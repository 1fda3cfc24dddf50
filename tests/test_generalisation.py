"""Moves in the many forms a language has for them: active, passive, participles, nouns, headlines, control, denial."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors.confidence import weights
from kg.extract import extract_all
from kg.model import Article, Extraction, Move

PUBLISHED = dt.date(2025, 6, 2)

# sentence, then "kind person origins > destination status" of each move it tells, ";" between two
ENGLISH = [
    (
        "Larkspur Robotics appointed Helen Marchetti chief financial officer.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti was appointed chief financial officer of Larkspur Robotics.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics, which last week appointed Helen Marchetti as chief financial officer, makes warehouse arms.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "The appointment of Helen Marchetti as chief financial officer of Larkspur Robotics took effect on Monday.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    ("Helen Marchetti named CFO at Larkspur Robotics", "appointed Helen Marchetti - > Larkspur Robotics completed"),
    (
        "Larkspur Robotics is to appoint Helen Marchetti as its chief financial officer.",
        "appointed Helen Marchetti - > Larkspur Robotics planned",
    ),
    (
        "Helen Marchetti will become chief executive of Larkspur Robotics in June.",
        "appointed Helen Marchetti - > Larkspur Robotics planned",
    ),
    (
        "Helen Marchetti has agreed to become chief executive of Larkspur Robotics.",
        "appointed Helen Marchetti - > Larkspur Robotics planned",
    ),
    (
        "Larkspur Robotics has tapped Intel's Helen Marchetti to lead its chip unit.",
        "appointed Helen Marchetti Intel > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti, who was named chief executive of Larkspur Robotics in 2021, has a degree in law.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics said it had chosen Helen Marchetti, formerly of Intel, as chief executive.",
        "appointed Helen Marchetti Intel > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti succeeded Omar Haddad as chief executive of Larkspur Robotics.",
        "appointed Helen Marchetti - > Larkspur Robotics completed;left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Omar Haddad was succeeded by Helen Marchetti as chief executive of Larkspur Robotics.",
        "appointed Helen Marchetti - > Larkspur Robotics completed;left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Larkspur Robotics replaced Omar Haddad with Helen Marchetti.",
        "appointed Helen Marchetti - > Larkspur Robotics completed;left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Larkspur Robotics has a new finance chief, Helen Marchetti.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "The board of Larkspur Robotics elected Helen Marchetti chief executive.",
        "appointed Helen Marchetti - > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti was made a partner at the law firm Dunmore Pike.",
        "appointed Helen Marchetti - > Dunmore Pike completed",
    ),
    (
        "Larkspur Robotics promoted Helen Marchetti to chief operating officer.",
        "promoted Helen Marchetti Larkspur Robotics > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti was promoted to chief operating officer of Larkspur Robotics.",
        "promoted Helen Marchetti Larkspur Robotics > Larkspur Robotics completed",
    ),
    (
        "Helen Marchetti, vice president at Larkspur Robotics, will be its next chief executive.",
        "promoted Helen Marchetti Larkspur Robotics > Larkspur Robotics planned",
    ),
    (
        "Helen Marchetti, who had been finance chief of Larkspur Robotics, was named chief executive of the company.",
        "promoted Helen Marchetti Larkspur Robotics > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics elevated its design head, Helen Marchetti, to chief executive.",
        "promoted Helen Marchetti Larkspur Robotics > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad resigned as chief executive of Larkspur Robotics.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    ("Omar Haddad has quit Larkspur Robotics after eight years.", "left Omar Haddad Larkspur Robotics > - completed"),
    (
        "Omar Haddad, who quit Larkspur Robotics in March, now grows olives.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Larkspur Robotics chief executive Omar Haddad is stepping down.",
        "left Omar Haddad Larkspur Robotics > - planned",
    ),
    (
        "Omar Haddad, the chief executive of Larkspur Robotics, said on Friday that he would step down.",
        "left Omar Haddad Larkspur Robotics > - planned",
    ),
    (
        "Larkspur Robotics has parted ways with Omar Haddad, its head of research.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    ("Omar Haddad was fired by Larkspur Robotics.", "left Omar Haddad Larkspur Robotics > - completed"),
    (
        "Fired by Larkspur Robotics in 2019, Omar Haddad wrote a book.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    ("Larkspur Robotics fired Omar Haddad on Tuesday.", "left Omar Haddad Larkspur Robotics > - completed"),
    ("Omar Haddad decided to leave Larkspur Robotics.", "left Omar Haddad Larkspur Robotics > - planned"),
    (
        "The departure of Omar Haddad from Larkspur Robotics surprised investors.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Omar Haddad's resignation from Larkspur Robotics was announced on Monday.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Omar Haddad announced his resignation from Larkspur Robotics.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    ("Omar Haddad is out as CEO of Larkspur Robotics.", "left Omar Haddad Larkspur Robotics > - completed"),
    ("Omar Haddad no longer works at Larkspur Robotics.", "left Omar Haddad Larkspur Robotics > - completed"),
    (
        "Larkspur Robotics said Omar Haddad was no longer with the company.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Omar Haddad is retiring from Larkspur Robotics after 30 years.",
        "retired Omar Haddad Larkspur Robotics > - planned",
    ),
    (
        "Omar Haddad, the founder of Larkspur Robotics, retired in 2014.",
        "retired Omar Haddad Larkspur Robotics > - completed",
    ),
    ("Omar Haddad was forced out of Larkspur Robotics.", "left Omar Haddad Larkspur Robotics > - completed"),
    ("Omar Haddad's last day at Larkspur Robotics was Friday.", "left Omar Haddad Larkspur Robotics > - completed"),
    (
        "Having left Larkspur Robotics, Omar Haddad joined Nvidia.",
        "joined Omar Haddad Larkspur Robotics > Nvidia completed",
    ),
    (
        "Omar Haddad has joined Larkspur Robotics from Nvidia as head of research.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    ("Omar Haddad agreed to join Larkspur Robotics.", "joined Omar Haddad - > Larkspur Robotics planned"),
    ("Omar Haddad left Nvidia to join Larkspur Robotics.", "joined Omar Haddad Nvidia > Larkspur Robotics completed"),
    ("Omar Haddad left Nvidia for Larkspur Robotics.", "joined Omar Haddad Nvidia > Larkspur Robotics completed"),
    (
        "Larkspur Robotics has hired Omar Haddad away from Nvidia.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics poached Omar Haddad, a senior engineer at Nvidia.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Nvidia engineer Omar Haddad was poached by Larkspur Robotics.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad, poached from Nvidia by Larkspur Robotics last year, runs the lab.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "The hiring of Omar Haddad by Larkspur Robotics was reported by Bloomberg.",
        "joined Omar Haddad - > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad's move from Nvidia to Larkspur Robotics is a coup.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    ("Omar Haddad started at Larkspur Robotics on Monday.", "joined Omar Haddad - > Larkspur Robotics completed"),
    ("Omar Haddad will start work at Larkspur Robotics in May.", "joined Omar Haddad - > Larkspur Robotics planned"),
    (
        "Nvidia has lost its chief scientist, Omar Haddad, to Larkspur Robotics.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad, a former Nvidia engineer, now works for Larkspur Robotics.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad, who joined Larkspur Robotics in 2018, leads the group.",
        "joined Omar Haddad - > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad has accepted an offer from Larkspur Robotics.",
        "joined Omar Haddad - > Larkspur Robotics planned,completed",
    ),
    (
        "Larkspur Robotics tried to hire Omar Haddad from Nvidia.",
        "recruited Omar Haddad Nvidia > Larkspur Robotics attempted",
    ),
    (
        "Omar Haddad turned down an offer from Larkspur Robotics.",
        "recruited Omar Haddad - > Larkspur Robotics attempted",
    ),
    (
        "Larkspur Robotics approached Omar Haddad of Nvidia, but he declined.",
        "recruited Omar Haddad Nvidia > Larkspur Robotics attempted",
    ),
    ("Omar Haddad denied that he was leaving Nvidia.", "left Omar Haddad Nvidia > - denied"),
    (
        "Omar Haddad is reportedly in talks to join Larkspur Robotics.",
        "joined Omar Haddad - > Larkspur Robotics rumoured",
    ),
    (
        "Omar Haddad returned to Nvidia after two years at Larkspur Robotics.",
        "returned Omar Haddad Larkspur Robotics > Nvidia completed",
    ),
    ("Nvidia has rehired Omar Haddad.", "returned Omar Haddad - > Nvidia completed"),
    (
        "Omar Haddad spent six years at Nvidia before joining Larkspur Robotics.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Prior to joining Larkspur Robotics, Omar Haddad worked at Nvidia.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad previously worked at Nvidia and joined Larkspur Robotics in May.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad has swapped Nvidia for Larkspur Robotics.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad comes to Larkspur Robotics from Nvidia, where he was a vice president.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    ("Omar Haddad founded Larkspur Robotics in 2016.", "founded Omar Haddad - > Larkspur Robotics completed"),
    (
        "Larkspur Robotics was co-founded by Omar Haddad and Lena Fisk.",
        "founded Omar Haddad - > Larkspur Robotics completed;founded Lena Fisk - > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics, founded by Omar Haddad in 2016, makes arms.",
        "founded Omar Haddad - > Larkspur Robotics completed",
    ),
    ("Omar Haddad, who founded Larkspur Robotics, is rich.", "founded Omar Haddad - > Larkspur Robotics completed"),
    (
        "Omar Haddad left Nvidia in 2020 to start Larkspur Robotics, a company that makes arms.",
        "founded Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "After leaving Nvidia, Omar Haddad started his own company, Larkspur Robotics.",
        "founded Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "The founding of Larkspur Robotics by Omar Haddad dates from 2016.",
        "founded Omar Haddad - > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics was born in 2016, when Omar Haddad and Lena Fisk quit Nvidia.",
        "left Omar Haddad Nvidia > - completed;left Lena Fisk Nvidia > - completed",
    ),
    (
        "Larkspur Robotics makes warehouse arms. Omar Haddad joined the company in 2019.",
        "joined Omar Haddad - > Larkspur Robotics completed",
    ),
    (
        "Larkspur Robotics makes warehouse arms. The startup has hired Omar Haddad, who ran sales at Nvidia.",
        "joined Omar Haddad Nvidia > Larkspur Robotics completed",
    ),
    (
        "Omar Haddad ran Larkspur Robotics for nine years. He left the firm in May.",
        "left Omar Haddad Larkspur Robotics > - completed",
    ),
    (
        "Nvidia competes with Larkspur Robotics. Omar Haddad left the chip maker in May.",
        "left Omar Haddad Nvidia > - completed",
    ),
    ("Omar Haddad joined a protest against Larkspur Robotics.", ""),
    ("Investors want Omar Haddad to resign from Larkspur Robotics.", ""),
    ("If Omar Haddad leaves Larkspur Robotics, the shares will fall.", ""),
    ("Shareholders called for the resignation of Omar Haddad, who runs Larkspur Robotics.", ""),
    ("Omar Haddad joined the board of Larkspur Robotics.", ""),
    ("Omar Haddad joined Lena Fisk for dinner.", ""),
    ("Larkspur Robotics launched a new arm, and Omar Haddad left the stage to applause.", ""),
    ("Omar Haddad joined the show to talk about Larkspur Robotics.", ""),
    ("Critics demanded that Larkspur Robotics fire Omar Haddad.", ""),
    ("There is no reason for Omar Haddad to leave Larkspur Robotics.", ""),
    ("Omar Haddad should leave Larkspur Robotics, analysts say.", ""),
    ("Lena Fisk left the Labour party in May.", ""),
    ("Larkspur Robotics signed a contract with Omar Haddad's law firm.", ""),
    (
        "Ola Brandt has swapped Spotify for Klarna, where she will be chief product officer.",
        "joined Ola Brandt Spotify > Klarna completed",
    ),
    (
        "It took Samsung two years to get Hyejin Roh, and it has lost her in six months: she is going home to SK Hynix.",
        "joined Hyejin Roh Samsung > SK Hynix planned",
    ),
    (
        "The new boss of Zalando's logistics arm is Mirela Ionescu, who ran warehouses for Amazon until last month.",
        "appointed Mirela Ionescu Amazon > Zalando completed",
    ),
    (
        "Hugo Lemaire is out as chief executive of Dassault after less than a year in the job.",
        "left Hugo Lemaire Dassault > - completed",
    ),
    ("Dassault and Hugo Lemaire have parted company.", "left Hugo Lemaire Dassault > - completed"),
    ("Cloudflare has ruled out hiring Dimitri Vasko from Akamai.", "joined Dimitri Vasko Akamai > Cloudflare denied"),
    ("Akamai expects Dimitri Vasko to leave by the end of the year.", "left Dimitri Vasko Akamai > - planned"),
    (
        "Lucia Ferrante turned down an offer from OpenAI and will stay at Mistral.",
        "recruited Lucia Ferrante Mistral > OpenAI attempted",
    ),
    ("Waymo veteran Kirsten Aldana will take the wheel at Zoox.", "appointed Kirsten Aldana Waymo > Zoox planned"),
    ("Zoox is now run by Kirsten Aldana, formerly of Waymo.", "joined Kirsten Aldana Waymo > Zoox completed"),
    (
        "Gone from Rivian: chief engineer Max Oberlin, design head Yuki Tamura and lawyer Rosa Delgado.",
        "left Max Oberlin Rivian > - completed;left Yuki Tamura Rivian > - completed;left Rosa Delgado Rivian > - completed",
    ),
    ("Rivian has shed its chief engineer, Max Oberlin.", "left Max Oberlin Rivian > - completed"),
    ("Max Oberlin's last day at Rivian was Friday.", "left Max Oberlin Rivian > - completed"),
    ("Friday was Max Oberlin's last day at Rivian.", "left Max Oberlin Rivian > - completed"),
    (
        "HubSpot has lost two more managers to Notion: Tara Whitfield and Ben Okoro.",
        "joined Tara Whitfield HubSpot > Notion completed;joined Ben Okoro HubSpot > Notion completed",
    ),
    (
        "Tara Whitfield and Ben Okoro have both left HubSpot for Notion.",
        "joined Tara Whitfield HubSpot > Notion completed;joined Ben Okoro HubSpot > Notion completed",
    ),
    (
        "GitLab handed its top technical job to Farid Haddou, whom it poached from Red Hat.",
        "appointed Farid Haddou Red Hat > GitLab completed",
    ),
    (
        "GitLab's top technical job goes to Farid Haddou of Red Hat.",
        "appointed Farid Haddou Red Hat > GitLab completed",
    ),
    (
        "The job of chief technologist at GitLab has gone to Farid Haddou, 44.",
        "appointed Farid Haddou - > GitLab completed",
    ),
    ("Farid Haddou has landed the top technical job at GitLab.", "joined Farid Haddou - > GitLab completed"),
    (
        "Sid Moran has made way for Farid Haddou as GitLab's chief technologist.",
        "appointed Farid Haddou - > GitLab completed;left Sid Moran GitLab > - completed",
    ),
    (
        "Revolut's chairman, Martin Gill, plans to hang up his hat next spring.",
        "retired Martin Gill Revolut > - planned",
    ),
    (
        "Revolut's chairman has been shown the door. Martin Gill was dismissed on Sunday night.",
        "left Martin Gill Revolut > - completed",
    ),
    (
        "Monica Reyes made the leap from Goldman Sachs to Coinbase in January 2022.",
        "joined Monica Reyes Goldman Sachs > Coinbase completed",
    ),
    ("Coinbase plucked Monica Reyes from Goldman Sachs.", "joined Monica Reyes Goldman Sachs > Coinbase completed"),
    (
        "Goldman Sachs banker Monica Reyes is bound for Coinbase.",
        "joined Monica Reyes Goldman Sachs > Coinbase planned",
    ),
    (
        "Monica Reyes has called time on a 20-year career at Goldman Sachs.",
        "left Monica Reyes Goldman Sachs > - completed",
    ),
    (
        "Adobe bought Lumen Type for $90 million, and with it came its founder, Iris Kowal, who now heads Adobe Fonts.",
        "acquihired Iris Kowal Lumen Type > Adobe completed",
    ),
    (
        "Helsing has promoted from within: Anneke Vos, its head of software, becomes chief technology officer.",
        "promoted Anneke Vos Helsing > Helsing completed",
    ),
    (
        "Helsing's head of software, Anneke Vos, steps up to chief technology officer.",
        "promoted Anneke Vos Helsing > Helsing completed",
    ),
    (
        "Sabine Kurz retires from Siemens at the end of September after 31 years.",
        "retired Sabine Kurz Siemens > - planned",
    ),
    ("Sabine Kurz denied reports that she was leaving Siemens for ABB.", "joined Sabine Kurz Siemens > ABB denied"),
    (
        "ABB had hoped to hire Sabine Kurz, but Siemens persuaded her to stay.",
        "recruited Sabine Kurz Siemens > ABB attempted",
    ),
    ("Had ABB moved faster, it might have hired Sabine Kurz.", ""),
    ("Sabine Kurz visited ABB's headquarters in Zurich on Tuesday.", ""),
    ("Siemens left its forecast unchanged, Sabine Kurz said.", ""),
    ("Liverpool signed midfielder Jan Novotny from Ajax on a five-year contract.", ""),
    ("Senator Paula Grant left the Republican Party and joined the Independents.", ""),
    ("Tim Ross joined the call from Paris while Apple executives listened in.", ""),
]

RUSSIAN = [
    ("«Ларкспур» назначил Елену Маркову финансовым директором.", "appointed Елена Маркова - > Ларкспур completed"),
    (
        "Елена Маркова назначена финансовым директором компании «Ларкспур».",
        "appointed Елена Маркова - > Ларкспур completed",
    ),
    ("Финансовым директором «Ларкспура» назначена Елена Маркова.", "appointed Елена Маркова - > Ларкспур completed"),
    ("Финансовым директором «Ларкспура» стала Елена Маркова.", "appointed Елена Маркова - > Ларкспур completed"),
    ("Новым финансовым директором «Ларкспура» станет Елена Маркова.", "appointed Елена Маркова - > Ларкспур planned"),
    (
        "Назначенная в мае финансовым директором «Ларкспура» Елена Маркова окончила МГУ.",
        "appointed Елена Маркова - > Ларкспур completed",
    ),
    (
        "Назначение Елены Марковой финансовым директором «Ларкспура» состоялось в мае.",
        "appointed Елена Маркова - > Ларкспур completed",
    ),
    ("«Ларкспур» возглавила Елена Маркова.", "appointed Елена Маркова - > Ларкспур completed"),
    ("Елена Маркова согласилась возглавить «Ларкспур».", "appointed Елена Маркова - > Ларкспур planned"),
    (
        "Елена Маркова, возглавившая «Ларкспур» в мае, работала в «Яндексе».",
        "appointed Елена Маркова Яндекс > Ларкспур completed",
    ),
    ("Пост генерального директора «Ларкспура» заняла Елена Маркова.", "appointed Елена Маркова - > Ларкспур completed"),
    (
        "Елена Маркова сменила Олега Дурова на посту гендиректора «Ларкспура».",
        "appointed Елена Маркова - > Ларкспур completed;left Олег Дуров Ларкспур > - completed",
    ),
    (
        "На посту гендиректора «Ларкспура» Олега Дурова сменит Елена Маркова.",
        "appointed Елена Маркова - > Ларкспур planned;left Олег Дуров Ларкспур > - planned",
    ),
    (
        "Совет директоров «Ларкспура» избрал Елену Маркову генеральным директором.",
        "appointed Елена Маркова - > Ларкспур completed",
    ),
    ("Елена Маркова вступила в должность гендиректора «Ларкспура».", "appointed Елена Маркова - > Ларкспур completed"),
    ("Гендиректором «Ларкспура» может стать Елена Маркова.", "appointed Елена Маркова - > Ларкспур rumoured"),
    (
        "Елену Маркову из «Яндекса» назначили гендиректором «Ларкспура».",
        "appointed Елена Маркова Яндекс > Ларкспур completed",
    ),
    ("В «Ларкспуре» новый гендиректор — Елена Маркова.", "appointed Елена Маркова - > Ларкспур completed"),
    (
        "«Ларкспур» повысил директора по продажам Елену Маркову до гендиректора.",
        "promoted Елена Маркова Ларкспур > Ларкспур completed",
    ),
    (
        "Финансовый директор «Ларкспура» Елена Маркова стала гендиректором компании.",
        "promoted Елена Маркова Ларкспур > Ларкспур completed",
    ),
    (
        "Бывший топ-менеджер «Яндекса» Елена Маркова возглавила «Ларкспур».",
        "appointed Елена Маркова Яндекс > Ларкспур completed",
    ),
    (
        "Елена Маркова перешла из «Яндекса» в «Ларкспур» на должность гендиректора.",
        "joined,appointed Елена Маркова Яндекс > Ларкспур completed",
    ),
    ("Олег Дуров покинул «Ларкспур».", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров ушёл из «Ларкспура» в мае.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров уходит из «Ларкспура».", "left Олег Дуров Ларкспур > - planned"),
    ("Гендиректор «Ларкспура» Олег Дуров уходит в отставку.", "left Олег Дуров Ларкспур > - planned"),
    ("Гендиректор «Ларкспура» Олег Дуров подал в отставку.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров покинул пост гендиректора «Ларкспура».", "left Олег Дуров Ларкспур > - completed"),
    ("Пост гендиректора «Ларкспура» покинул Олег Дуров.", "left Олег Дуров Ларкспур > - completed"),
    (
        "«Ларкспур» покинули Олег Дуров и Елена Маркова.",
        "left Олег Дуров Ларкспур > - completed;left Елена Маркова Ларкспур > - completed",
    ),
    ("Олег Дуров уволен из «Ларкспура».", "left Олег Дуров Ларкспур > - completed"),
    ("«Ларкспур» уволил Олега Дурова.", "left Олег Дуров Ларкспур > - completed"),
    ("Олега Дурова уволили из «Ларкспура».", "left Олег Дуров Ларкспур > - completed"),
    ("Уволенный из «Ларкспура» Олег Дуров подал в суд.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров, который ушёл из «Ларкспура» в мае, пишет книгу.", "left Олег Дуров Ларкспур > - completed"),
    ("Уход Олега Дурова из «Ларкспура» удивил рынок.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров объявил об уходе из «Ларкспура».", "left Олег Дуров Ларкспур > - planned,completed"),
    ("«Ларкспур» объявил об отставке гендиректора Олега Дурова.", "left Олег Дуров Ларкспур > - planned,completed"),
    ("Олег Дуров решил покинуть «Ларкспур».", "left Олег Дуров Ларкспур > - planned"),
    ("Олег Дуров больше не работает в «Ларкспуре».", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров отправлен в отставку с поста гендиректора «Ларкспура».", "left Олег Дуров Ларкспур > - completed"),
    ("«Ларкспур» расстался с гендиректором Олегом Дуровым.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров вышел на пенсию после 30 лет в «Ларкспуре».", "retired Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров уволился из «Ларкспура» и перешёл в «Яндекс».", "joined Олег Дуров Ларкспур > Яндекс completed"),
    ("Олег Дуров проработал в «Ларкспуре» восемь лет и уволился в мае.", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров сложил полномочия гендиректора «Ларкспура».", "left Олег Дуров Ларкспур > - completed"),
    ("Олег Дуров перешёл в «Ларкспур» из «Яндекса».", "joined Олег Дуров Яндекс > Ларкспур completed"),
    ("Олег Дуров пришёл в «Ларкспур» в 2019 году.", "joined Олег Дуров - > Ларкспур completed"),
    (
        "Олег Дуров, пришедший в «Ларкспур» из «Яндекса», руководит лабораторией.",
        "joined Олег Дуров Яндекс > Ларкспур completed",
    ),
    ("К команде «Ларкспура» присоединился Олег Дуров из «Яндекса».", "joined Олег Дуров Яндекс > Ларкспур completed"),
    ("«Ларкспур» нанял Олега Дурова из «Яндекса».", "joined Олег Дуров Яндекс > Ларкспур completed"),
    ("«Ларкспур» переманил у «Яндекса» инженера Олега Дурова.", "joined Олег Дуров Яндекс > Ларкспур completed"),
    ("Инженер «Яндекса» Олег Дуров переходит в «Ларкспур».", "joined Олег Дуров Яндекс > Ларкспур planned"),
    (
        "Переход Олега Дурова из «Яндекса» в «Ларкспур» подтвердили два источника.",
        "joined Олег Дуров Яндекс > Ларкспур completed",
    ),
    ("Олег Дуров устроился в «Ларкспур».", "joined Олег Дуров - > Ларкспур completed"),
    ("Олег Дуров вышел на работу в «Ларкспур».", "joined Олег Дуров - > Ларкспур completed"),
    (
        "Бывший инженер «Яндекса» Олег Дуров теперь работает в «Ларкспуре».",
        "joined Олег Дуров Яндекс > Ларкспур completed",
    ),
    ("До прихода в «Ларкспур» Олег Дуров работал в «Яндексе».", "joined Олег Дуров Яндекс > Ларкспур completed"),
    (
        "Ранее Олег Дуров работал в «Яндексе», а в мае пришёл в «Ларкспур».",
        "joined Олег Дуров Яндекс > Ларкспур completed",
    ),
    ("Олег Дуров вернулся в «Яндекс».", "returned Олег Дуров - > Яндекс completed"),
    ("Олег Дуров вернулся в «Яндекс» после двух лет в «Ларкспуре».", "returned Олег Дуров Ларкспур > Яндекс completed"),
    ("«Ларкспур» пытался нанять Олега Дурова из «Яндекса».", "recruited Олег Дуров Яндекс > Ларкспур attempted"),
    ("Олег Дуров отказался перейти в «Ларкспур».", "recruited,joined Олег Дуров - > Ларкспур attempted"),
    ("Олег Дуров опроверг сообщения об уходе из «Ларкспура».", "left Олег Дуров Ларкспур > - denied"),
    ("Олег Дуров ведёт переговоры о переходе в «Ларкспур».", "joined Олег Дуров - > Ларкспур rumoured"),
    (
        "Олег Дуров ушёл из «Яндекса», чтобы основать «Ларкспур».",
        "founded Олег Дуров Яндекс > Ларкспур completed,planned",
    ),
    ("Олег Дуров основал «Ларкспур» в 2016 году.", "founded Олег Дуров - > Ларкспур completed"),
    (
        "«Ларкспур» основали Олег Дуров и Елена Маркова.",
        "founded Олег Дуров - > Ларкспур completed;founded Елена Маркова - > Ларкспур completed",
    ),
    ("Основанный Олегом Дуровым «Ларкспур» делает роботов.", "founded Олег Дуров - > Ларкспур completed"),
    ("Компания «Ларкспур» была основана Олегом Дуровым в 2016 году.", "founded Олег Дуров - > Ларкспур completed"),
    ("Уйдя из «Яндекса», Олег Дуров основал стартап «Ларкспур».", "founded Олег Дуров Яндекс > Ларкспур completed"),
    (
        "«Ларкспур» делает роботов. Олег Дуров пришёл в компанию в 2019 году.",
        "joined Олег Дуров - > Ларкспур completed",
    ),
    (
        "«Ларкспур» делает роботов. Стартап нанял Олега Дурова, инженера «Яндекса».",
        "joined Олег Дуров Яндекс > Ларкспур completed",
    ),
    (
        "Олег Дуров руководил «Ларкспуром» девять лет. Он ушёл из компании в мае.",
        "left Олег Дуров Ларкспур > - completed",
    ),
    ("Акционеры требуют отставки гендиректора «Ларкспура» Олега Дурова.", ""),
    ("Если Олег Дуров уйдёт из «Ларкспура», акции упадут.", ""),
    ("Вопрос об отставке гендиректора «Ларкспура» Олега Дурова не обсуждался.", ""),
    ("Олег Дуров вышел из здания «Ларкспура».", ""),
    ("Олег Дуров присоединился к протесту против «Ларкспура».", ""),
    ("Олег Дуров вошёл в совет директоров «Ларкспура».", ""),
    ("Партия «Заря» добивается отставки Олега Дурова.", ""),
    ("Олег Дуров не собирается уходить из «Ларкспура».", "left Олег Дуров Ларкспур > - denied"),
    ("Президент отправил в отставку губернатора Олега Дурова.", ""),
    ("Олег Дуров ушёл от ответа на вопрос о «Ларкспуре».", ""),
    ("Олег Дуров назначил встречу с руководством «Ларкспура».", ""),
    ("Олегу Дурову грозит увольнение из «Ларкспура».", ""),
]


NEWS = [
    (text, moves)
    for line in (Path(__file__).parent / "gold" / "news_ru.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for text, _, moves in [line.partition("\t")]
]


def told_as(move: Move) -> str:
    who = move.person.name if move.person is not None else move.description
    origins = ",".join(origin.name for origin in move.origins) or "-"
    goal = move.destination.name if move.destination is not None else "-"
    return f"{move.kind} {who} {origins} > {goal} {move.status}"


def ways(text: str) -> list[frozenset[str]]:
    """Of each move the ways it may be told: kinds and statuses with a comma between them are alternatives."""
    wanted = []
    for move in filter(None, text.split(";")):
        kinds, rest = move.split(" ", 1)
        rest, statuses = rest.rsplit(" ", 1)
        wanted.append(
            frozenset(f"{kind} {rest} {status}" for kind in kinds.split(",") for status in statuses.split(","))
        )
    return wanted


@pytest.fixture(scope="module")
def read() -> list[Extraction]:
    rows = [("en", text) for text, _ in ENGLISH] + [("ru", text) for text, _ in RUSSIAN + NEWS]
    articles = [Article(text, "table", language, text, published=PUBLISHED) for language, text in rows]
    return list(extract_all(articles, least=0))


@pytest.fixture(scope="module")
def told(read: list[Extraction]) -> dict[str, list[str]]:
    return {one.article.id: [told_as(move) for move in one.moves] for one in read}


@pytest.mark.parametrize(("text", "moves"), ENGLISH + RUSSIAN + NEWS)
def test_every_form_tells_its_moves(told: dict[str, list[str]], text: str, moves: str) -> None:
    wanted = ways(moves)
    assert len(told[text]) == len(wanted), told[text]
    assert all(any(one in able for one in told[text]) for able in wanted), told[text]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_clear_sentences_are_sure_enough_to_be_told(read: list[Extraction], language: str) -> None:
    moves = [move for one in read if one.article.language == language for move in one.moves]
    sure = [move for move in moves if move.confidence >= weights(language).least]
    assert len(sure) >= 0.9 * len(moves), sorted({move.evidence.quote for move in moves if move not in sure})
