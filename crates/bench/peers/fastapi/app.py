"""The document's own call, `GET /api/v1/conversations/`, as a careful team would write it with FastAPI and SQLAlchemy 2.

One process, uvloop and httptools, SQLite. Blocking queries run on the event loop, as SQLite is in the same process; a thread
pool and aiosqlite were not compared. What varies between the peers is chosen by variables:

PEER_DATABASE  the file that load.py made
PEER_TOTALS    yes: an exact total by COUNT in X-Total-Count; no: none
PEER_ROWS      orm: mapped objects and a pydantic response model; core: rows of one SELECT straight into orjson
"""

import hashlib
import os
from datetime import datetime, timezone
from typing import Annotated, Literal

import orjson
from fastapi import Depends, FastAPI, Header, HTTPException, Query, Response
from pydantic import AfterValidator, BaseModel, ConfigDict
from sqlalchemy import ForeignKey, Index, bindparam, create_engine, event, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

TOTALS = os.environ.get("PEER_TOTALS", "yes") == "yes"
CORE = os.environ.get("PEER_ROWS", "orm") == "core"


class Base(DeclarativeBase):
    pass


class SignIn(Base):
    __tablename__ = "sessions"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    business_id: Mapped[int]
    expires_at: Mapped[datetime]


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    business_id: Mapped[int]
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    external_id: Mapped[str | None]
    created_at: Mapped[datetime]


class Conversation(Base):
    __tablename__ = "conversations"
    __table_args__ = (
        Index("conversations_recent", "business_number", "updated_at", "number"),
        Index("conversations_status", "business_number", "status", "updated_at", "number"),
        Index("conversations_assignee", "business_number", "assignee_number", "updated_at", "number"),
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    business_number: Mapped[int]
    business_id: Mapped[str]
    customer_number: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    customer_id: Mapped[str | None]
    assignee_number: Mapped[int | None]
    assignee_id: Mapped[str | None]
    status: Mapped[str]
    channel_type: Mapped[str]
    channel_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None]
    customer: Mapped[Customer | None] = relationship(lazy="raise")


# SQLite keeps no zone; the API's times end in Z.
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.replace(tzinfo=timezone.utc))]


class CustomerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    business_id: int
    name: str | None
    email: str | None
    phone: str | None
    external_id: str | None
    created_at: Moment


class ConversationOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: str
    business_id: str
    customer_id: str | None
    assignee_id: str | None
    status: str
    channel_type: str
    channel_id: str | None
    created_at: Moment
    updated_at: Moment
    first_response_at: Moment | None
    customer: CustomerOut | None
    messages: list[None] = []


engine = create_engine(
    f"sqlite:///file:{os.environ['PEER_DATABASE']}?uri=true",
    poolclass=StaticPool,
    connect_args={"check_same_thread": False, "cached_statements": 256},
)


@event.listens_for(engine, "connect")
def tune(connection, _record):
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "mmap_size=2147483648"):
        connection.execute(f"PRAGMA {pragma}")


new_session = sessionmaker(engine, expire_on_commit=False, autoflush=False)
app = FastAPI()


async def session():
    with new_session() as opened:
        yield opened


Database = Annotated[Session, Depends(session)]

# Statements are built once; each request only binds its values.
find_sign_in = select(SignIn.business_id).where(
    SignIn.token_hash == bindparam("token_hash"), SignIn.expires_at > bindparam("now")
)


async def business(database: Database, authorization: Annotated[str | None, Header()] = None) -> int:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
    token_hash = hashlib.sha256(token.encode()).digest()
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    found = database.execute(find_sign_in, {"token_hash": token_hash, "now": now}).scalar_one_or_none()
    if found is None:
        raise HTTPException(401, "Invalid token", {"WWW-Authenticate": "Bearer"})
    return found


def chosen(statement, status: str | None, assignee_id: int | None):
    statement = statement.where(Conversation.business_number == bindparam("business"))
    if status is not None:
        statement = statement.where(Conversation.status == bindparam("status"))
    if assignee_id is not None:
        statement = statement.where(Conversation.assignee_number == bindparam("assignee"))
    return statement


def page_of(status: str | None, assignee_id: int | None):
    """The page's numbers from the covering index first, so that OFFSET never walks over whole rows."""
    numbers = (
        chosen(select(Conversation.number), status, assignee_id)
        .order_by(Conversation.updated_at.desc(), Conversation.number.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    newest_first = (Conversation.updated_at.desc(), Conversation.number.desc())
    if CORE:
        columns = [getattr(Conversation, name) for name in ConversationOut.model_fields if name not in ("customer", "messages")]
        customer = [getattr(Customer, name).label(f"customer_{name}") for name in CustomerOut.model_fields]
        rows = select(*columns, *customer).join(Conversation.customer, isouter=True)
    else:
        rows = select(Conversation).options(joinedload(Conversation.customer))
    return rows.where(Conversation.number.in_(numbers)).order_by(*newest_first)


STATEMENTS = {
    (status, assignee): (
        page_of(status or None, assignee or None),
        chosen(select(func.count()).select_from(Conversation), status or None, assignee or None),
    )
    for status in (False, True)
    for assignee in (False, True)
}

CUSTOMER_FIELDS = list(CustomerOut.model_fields)
CONVERSATION_FIELDS = len(ConversationOut.model_fields) - 2
CONVERSATION_NAMES = list(ConversationOut.model_fields)[:CONVERSATION_FIELDS]


def card(row) -> dict:
    conversation = dict(zip(CONVERSATION_NAMES, row))
    customer = row[CONVERSATION_FIELDS:]
    conversation["customer"] = None if customer[0] is None else dict(zip(CUSTOMER_FIELDS, customer))
    conversation["messages"] = []
    return conversation


@app.get("/api/v1/conversations/", response_model=list[ConversationOut])
async def list_conversations(
    response: Response,
    database: Database,
    business: Annotated[int, Depends(business)],
    status: Literal["open", "pending", "resolved", "closed"] | None = None,
    assignee_id: int | None = None,
    page: Annotated[int, Query(ge=1)] = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
):
    rows, count = STATEMENTS[status is not None, assignee_id is not None]
    values = {"business": business, "status": status, "assignee": assignee_id}
    headers = {}
    if TOTALS:
        headers["X-Total-Count"] = str(database.execute(count, values).scalar_one())
    values |= {"limit": limit, "offset": (page - 1) * limit}
    if CORE:
        cards = [card(row) for row in database.execute(rows, values)]
        body = orjson.dumps(cards, option=orjson.OPT_NAIVE_UTC | orjson.OPT_UTC_Z)
        return Response(body, media_type="application/json", headers=headers)
    response.headers.update(headers)
    return database.execute(rows, values).scalars().all()
