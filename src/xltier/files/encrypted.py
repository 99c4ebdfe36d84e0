"""Password-protected workbooks: decrypted in memory when the password is given, refused by name when it is not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from xltier.files.refusals import damaged, refuse

# Excel encrypts with this password when only a write password is set, and opens such files without asking.
_DEFAULT_PASSWORD: Final = "VelvetSweatshop"  # noqa: S105  # public, and the same in every file


def decrypt(path: Path | str, password: str | None) -> bytes:
    """Return the package or binary workbook inside an encrypted file.

    Raises:
        Refusal: ``password_protected`` without a password, ``wrong_password``, or ``damaged_file``.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    content = Path(path).read_bytes()
    for attempt in (password, _DEFAULT_PASSWORD) if password is not None else (_DEFAULT_PASSWORD,):
        try:
            office = msoffcrypto.OfficeFile(BytesIO(content))
            if office.format == "ooxml":
                office.load_key(password=attempt, verify_password=True)
            else:
                office.load_key(password=attempt)
            plain = BytesIO()
            office.decrypt(plain)
            return plain.getvalue()
        except InvalidKeyError:
            continue
        except (DecryptionError, NotImplementedError):  # a scheme whose password cannot be checked
            continue
        except (FileFormatError, ParseError) as error:
            raise damaged(path, "EncryptedPackage") from error
        except Exception as error:  # olefile and the XML of the encryption let errors of damaged files through
            raise damaged(path, "EncryptedPackage") from error
    raise refuse("wrong_password" if password is not None else "password_protected", path)
