"""From sources on the web to pages: politely, and so that a run that was cut off anywhere goes on.

    sources -> frontier -> scheduler -> workers -> archive -> pages
                  ^                                   |
                  +------ feeds, sitemaps, links -----+

**The frontier** (`frontier.py`, SQLite) knows every address, what became of it and what its server said of it. **The
archive** (`archive.py`, WARC) holds what was fetched. Both are in one folder, `pages.sqlite` beside `*.warc.gz`.

An answer is appended to the archive first; then one transaction of the frontier says that it is there, and adds what it
leads to. So at any moment the frontier is right about the archive. What the archive holds beyond it (a kill came between
the two) is cut off at the next start. A page that was handed on but not yet stored in the graph is handed on again.

**A run** is what one command does. It is known by its sources: the same command finds an unfinished run of its own and
goes on with it; once finished, the next one is a new run. In a run no address is asked for twice, save one whose server
asked to come again. In a new run lists (feeds, sitemaps, front pages) and pages named by the user are asked for with
their ETag and Last-Modified; pages found in lists only if they are new, or said to have changed.

**The scheduler** (`run.py`) is the only thread that decides. A host is given one request at a time; when it is done the
host has to rest for the delay, and the workers turn to other hosts. A redirect is a page of its own: it goes through the
same door, with the robots.txt and the rest of the host it leads to.

**The workers** (`worker.py`) ask, and do nothing else; what an answer means is in `answers.py`, what a feed or sitemap
leads to in `lists.py`. `session.py` runs the scheduler beside the thread that reads the pages, so that what was answered
is kept at once, however long the reading takes; `sources.py` knows what a user may name.
"""
