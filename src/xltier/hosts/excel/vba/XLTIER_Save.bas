' Before a workbook is saved: whether it holds functions of xltier, said once in the status bar.
Option Explicit
Option Private Module

Private Const HelpSheet As String = "xltier_help"
Private Const CellsWithFormulas As Long = -4123 ' xlCellTypeFormulas
Private Const MostRows As Long = 2000 ' of one block: those below are filled down from them
Private Const MostFormulas As Long = 50000
Private Const ShownSeconds As Long = 20
Private Const PauseSeconds As Long = 300

Private Told As String
Private LookedIn As String
Private LookedAt As Date
Private Known As String

' Whatever goes wrong here, the workbook is saved.
Public Sub WarnBeforeSave(ByVal Book As Object)
    On Error GoTo done
    If Not IsWorthSaying(Book) Then Exit Sub
    Application.StatusBar = Said("ribbon-save-functions")
    Application.OnTime Now + ShownSeconds / 86400#, "'" & ThisWorkbook.Name & "'!ClearStatus"
done:
End Sub

' Whether a workbook holds functions and was not told yet. One without any is looked at every five minutes at most:
' Excel saves by itself, and a look takes time.
Public Function IsWorthSaying(ByVal Book As Object) As Boolean
    Dim Mark As String
    Mark = "|" & Book.Name & "|"
    If InStr(Told, Mark) > 0 Then Exit Function
    If LookedIn = Mark And Now < LookedAt + PauseSeconds / 86400# Then Exit Function
    If HoldsFunctions(Book) Then
        Told = Told & Mark
        IsWorthSaying = True
    Else
        LookedIn = Mark
        LookedAt = Now
    End If
End Function

Public Function HoldsFunctions(ByVal Book As Object) As Boolean
    Dim Sheet As Object
    Dim Rest As Long
    Dim IsEmbedded As Boolean
    Rest = MostFormulas
    IsEmbedded = HasName(Book, "XLTIER.TIER")
    For Each Sheet In Book.Worksheets
        If SheetHolds(Sheet, IsEmbedded, Rest) Then
            HoldsFunctions = True
            Exit Function
        End If
    Next Sheet
End Function

Private Function SheetHolds(ByVal Sheet As Object, ByVal IsEmbedded As Boolean, ByRef Rest As Long) As Boolean
    Dim Found As Object, Area As Object
    Dim Texts As Variant, Text As Variant
    Set Found = FormulasOf(Sheet)
    If Found Is Nothing Then Exit Function
    For Each Area In Found.Areas
        If Rest <= 0 Then Exit Function
        Texts = Area.Formula
        If Area.Rows.Count > MostRows Then Texts = Area.Resize(MostRows).Formula
        If Not IsArray(Texts) Then Texts = Array(Texts)
        For Each Text In Texts
            Rest = Rest - 1
            If CallsOurs(CStr(Text), IsEmbedded) Then
                SheetHolds = True
                Exit Function
            End If
        Next Text
    Next Area
End Function

' The cells with formulas; the whole used range of a protected sheet, which Excel does not search.
Private Function FormulasOf(ByVal Sheet As Object) As Object
    If Sheet.ProtectContents Then
        Set FormulasOf = Sheet.UsedRange
        Exit Function
    End If
    On Error Resume Next
    Set FormulasOf = Sheet.UsedRange.SpecialCells(CellsWithFormulas)
End Function

' Whether a formula calls a function of the add-in; what stands between quotes does not count. Where the workbook has
' the functions as names of its own (LAMBDA), XLTIER.TIER is one of those and needs no add-in.
Public Function CallsOurs(ByVal Formula As String, ByVal IsEmbedded As Boolean) As Boolean
    Dim Pieces As Variant
    Dim Plain As String, Name As String
    Dim Number As Long, Place As Long, Start As Long
    Pieces = Split(UCase$(Formula), """")
    For Number = 0 To UBound(Pieces) Step 2
        Plain = Pieces(Number)
        Place = InStr(Plain, "(")
        Do While Place > 0
            Start = Place
            Do While Start > 1
                If Not IsOfName(Mid$(Plain, Start - 1, 1)) Then Exit Do
                Start = Start - 1
            Loop
            Name = Mid$(Plain, Start, Place - Start)
            If Left$(Name, 7) = "XLTIER." And Not IsEmbedded Then Name = Mid$(Name, 8)
            If Len(Name) > 0 And InStr(OurNames(), "," & Name & ",") > 0 Then
                CallsOurs = True
                Exit Function
            End If
            Place = InStr(Place + 1, Plain, "(")
        Loop
    Next Number
End Function

Private Function IsOfName(ByVal Letter As String) As Boolean
    IsOfName = InStr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.", Letter) > 0
End Function

' The functions of the add-in, each between commas.
Private Function OurNames() As String
    Dim Row As Long
    If Known = "" Then
        Known = ","
        Row = 1
        Do While ThisWorkbook.Worksheets(HelpSheet).Cells(Row, 1).Value <> ""
            Known = Known & ThisWorkbook.Worksheets(HelpSheet).Cells(Row, 1).Value & ","
            Row = Row + 1
        Loop
    End If
    OurNames = Known
End Function

Private Function HasName(ByVal Book As Object, ByVal Wanted As String) As Boolean
    Dim Name As Object
    For Each Name In Book.Names
        If UCase$(Name.Name) = Wanted Then HasName = True
    Next Name
End Function
