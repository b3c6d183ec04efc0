"""A newsletter to many addresses while its programs are killed: does everyone get it, and once?

A released issue, so many people who asked for it, an SMTP server on loopback, several workers and whoever feeds
the outbox. `kill -9` hits one of these programs at a time, spread over the mailing; each is started again at once.
Counted is what the mail server took, not what we believe to have sent. Exit 1 where somebody got nothing, where a
second copy is not marked as possible, or where more are marked than were killed.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from allimi.embedded.running import Running
from bench.stage import ROOT, free_port, stage

_FEEDER = """
import time, django
django.setup()
from django.utils import timezone
from newsroom.feeding import feed
while True:
    feed(now=timezone.now())
    time.sleep(0.5)
"""


@dataclass
class Post:
    """The mail server, the workers and the feeder, each started again when it is killed."""

    environment: dict[str, str]
    taken: Path
    programs: list[tuple[list[str], subprocess.Popen]] = field(default_factory=list)

    def start(self, command: list[str]) -> None:
        self.programs.append((command, self._popen(command)))

    def kill_one(self, choice: random.Random) -> None:
        """kill -9, and the same program anew."""
        place = choice.randrange(len(self.programs))
        command, process = self.programs[place]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.programs[place] = (command, self._popen(command))

    def delivered(self) -> Counter[str]:
        """How many copies each address got."""
        lines = self.taken.read_text("utf-8").splitlines() if self.taken.exists() else []
        return Counter(line.partition(" ")[0] for line in lines)

    def _popen(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(command, cwd=ROOT, env=self.environment)  # noqa: S603  (our own programs)


@dataclass(frozen=True)
class Judgement:
    """What the mail server took, beside what the outbox says of it."""

    recipients: int
    missing: int
    doubled: int
    unmarked: int  # got two, and the outbox does not say that it may be so
    marked: int
    kills: int

    @property
    def is_good(self) -> bool:
        return not self.missing and not self.unmarked and self.marked <= self.kills


def subscribe(number: int) -> list[str]:
    """So many people who said yes to the newsletter. Their addresses."""
    from django.utils import timezone

    from casework.outbox.content import Content, digest, encrypt
    from casework.outbox.ways import shown
    from followers.models import FollowedTopic, Follower, Following
    from following.topics import Topic, TopicKind

    topic, now, run = FollowedTopic.objects.of(Topic(TopicKind.NEWSLETTER)), timezone.now(), uuid.uuid4().hex[:8]
    addresses = [f"reader{each}.{run}@example.com" for each in range(number)]
    for begin in range(0, number, 5000):
        followers = [
            Follower(
                channel="email",
                recipient=digest(address),
                shown=shown(address),
                content=encrypt(Content(to=address, text="")),
                since_at=now,
            )
            for address in addresses[begin : begin + 5000]
        ]
        asked = {"asked_at": now, "asked_pace": "at-once", "asked_language": "ko"}
        said = {"confirmed_at": now, "pace": "at-once", "language": "ko", "due_at": now}
        Follower.objects.bulk_create(followers)
        Following.objects.bulk_create(Following(follower=each, topic=topic, **asked, **said) for each in followers)
    return addresses


def release_issue() -> int:
    """An issue with words and items, released; its mailing begins. The bulletin's number."""
    from django.utils import timezone

    from newsroom import actions
    from newsroom.drafting import Month, draft_issue
    from newsroom.models import BulletinDraft
    from tests.factories import make_department, make_official, make_release

    release, author, head = make_release("time-extension"), make_official(), make_official(post="과장")
    month = Month(timezone.localdate(release.released_at).replace(day=1))
    BulletinDraft.objects.filter(month=month.first, bulletin=None).delete()
    draft = draft_issue(month, department=make_department(), now=timezone.now())
    if draft is None:
        sys.exit("This month’s issue is released in this home already. Take a new ALLIMI_HOME.")
    now = timezone.now()
    return int(actions.release(draft=actions.submit(draft=draft, by=author, now=now), by=head, now=now).pk)


@contextmanager
def post(environment: dict[str, str], *, workers: int, mails_a_minute: int) -> Iterator[Post]:
    """Everything that mails, until the end of the block."""
    with TemporaryDirectory(prefix="allimi-mail-") as folder:
        port, taken = free_port(), Path(folder) / "taken"
        told = {
            "ALLIMI_EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "ALLIMI_MESSAGE_EMAIL": "messaging.backends.smtp.Backend",
            "ALLIMI_MAILS_A_MINUTE": str(mails_a_minute),
            "DJANGO_SETTINGS_MODULE": "allimi.settings.internal",
        }
        everything = Post({"PATH": os.environ["PATH"], **environment, **told}, taken)
        server = subprocess.Popen([sys.executable, "-m", "bench.mailbox", str(port), str(taken)], cwd=ROOT)  # noqa: S603
        try:
            everything.start([sys.executable, "-c", _FEEDER])
            for _ in range(workers):
                # One message at a time each: what a kill can leave open is one.
                everything.start([sys.executable, "manage.py", "send_messages", "--threads", "1"])
            yield everything
        finally:
            for process in (server, *(process for _command, process in everything.programs)):
                process.kill()
                process.wait()


def mail_under_fire(
    everything: Post, bulletin: int, addresses: list[str], *, kills: int, seed: int, pass_time: Callable[[], None]
) -> Judgement:
    """Until nothing waits any more. `pass_time` is called while there is nothing to do but wait."""
    from casework.models import OutboxMessage
    from newsroom.models import Mailing, MailingState

    choice, killed, event = random.Random(seed), 0, f"bulletin:{bulletin}"  # noqa: S311  (which to kill)
    while True:
        got = sum(everything.delivered().values())
        if killed < kills and got >= len(addresses) * (killed + 1) // (kills + 1):
            everything.kill_one(choice)
            killed += 1
            print(f"{got:,} taken, {killed} killed", flush=True)
            continue
        mailing = Mailing.objects.get(bulletin=bulletin)
        unsettled = OutboxMessage.objects.filter(event=event, settled_at=None).exists()
        if mailing.state == MailingState.DONE and not unsettled and killed == kills:
            break
        pass_time()
    copies = everything.delivered()
    marked = OutboxMessage.objects.filter(event=event, may_be_second=True)
    digests = set(marked.values_list("recipient", flat=True))
    return _judge(addresses, copies, digests, kills)


def _judge(addresses: list[str], copies: Counter[str], marked: set[str], kills: int) -> Judgement:
    from casework.outbox.content import digest

    doubled = [address for address in addresses if copies[address] > 1]
    return Judgement(
        recipients=len(addresses),
        missing=sum(copies[address] == 0 for address in addresses),
        doubled=len(doubled),
        unmarked=sum(digest(address) not in marked for address in doubled),
        marked=len(marked),
        kills=kills,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--mails-a-minute", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with stage() as running:
        print(_measured(running, options))


def _measured(running: Running, options: argparse.Namespace) -> str:
    addresses = subscribe(options.recipients)
    bulletin, began = release_issue(), time.monotonic()
    environment = running.environment()
    with post(environment, workers=options.workers, mails_a_minute=options.mails_a_minute) as everything:
        found = mail_under_fire(
            everything,
            bulletin,
            addresses,
            kills=options.kills,
            seed=options.seed,
            pass_time=lambda: time.sleep(1),
        )
    took = time.monotonic() - began
    said = f"{found}\n{took:.0f} s, {found.recipients / took:.0f} mails a second, {options.workers} workers"
    if not found.is_good:
        sys.exit(f"{said}\nSomebody got nothing, or a second copy that is not marked.")
    return said


if __name__ == "__main__":
    main()
