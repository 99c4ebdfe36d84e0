' What the functions and the ribbon share: words, language, the Python server, true error values.
Option Explicit
Option Private Module

Private Const TextSheet As String = "xltier_text"
Private Const NotAvailable As Long = 2042
Private Const FirstError As Long = -2146828288 ' 800A0000, to which COM adds the number of an error
Private Const PauseSeconds As Long = 60

Private FailedAt As Date
Private Running As Boolean

' The words of a key in the user's language. All words are on a hidden sheet, because this source is ASCII.
Public Function Said(ByVal Key As String) As String
    Dim Sheet As Object
    Dim Row As Long
    Set Sheet = ThisWorkbook.Worksheets(TextSheet)
    Row = 1
    Do While Sheet.Cells(Row, 1).Value <> ""
        If Sheet.Cells(Row, 1).Value = Key Then
            If Language() = "zh" Then
                Said = Sheet.Cells(Row, 3).Value
            Else
                Said = Sheet.Cells(Row, 2).Value
            End If
            Exit Function
        End If
        Row = Row + 1
    Loop
    Said = Key
End Function

' "zh" or "en": what the user has chosen on the ribbon, else the language of Excel's windows.
Public Function Language() As String
    Dim Windows As Long
    Dim Chosen As String
    On Error Resume Next
    Windows = Application.LanguageSettings.LanguageID(2)
    Chosen = GetSetting("xltier", "ribbon", "language", "")
    On Error GoTo 0
    Language = "en"
    If Windows Mod 1024 = 4 Then Language = "zh"
    If Chosen = "zh" Or Chosen = "en" Then Language = Chosen
End Function

' The workbook of the cell that asks; the one in front when no cell does.
Public Function Home() As Object
    Set Home = ActiveWorkbook
    If TypeName(Application.Caller) = "Range" Then Set Home = Application.Caller.Parent.Parent
End Function

' The Python server. After a failed start the next cells fail at once: each would wait for as long as the first.
Public Function Server() As Object
    If Now < FailedAt + PauseSeconds / 86400# Then Err.Raise 1000, "xltier", Said("ribbon-no-server")
    On Error GoTo failed
    Set Server = XLPy()
    Exit Function
failed:
    FailedAt = Now
    Err.Raise 1000, "xltier", Said("ribbon-no-server")
End Function

' An answer with true error values. Numbers arrive as doubles, so a long is the code of an error value.
Public Function WithErrors(ByVal Answer As Variant) As Variant
    Dim Row As Long, Column As Long, Columns As Long
    If Not IsArray(Answer) Then
        WithErrors = WithError(Answer)
        Exit Function
    End If
    Columns = -1
    On Error Resume Next
    Columns = UBound(Answer, 2)
    On Error GoTo 0
    For Row = LBound(Answer, 1) To UBound(Answer, 1)
        If Columns < 0 Then
            Answer(Row) = WithError(Answer(Row))
        Else
            For Column = LBound(Answer, 2) To Columns
                Answer(Row, Column) = WithError(Answer(Row, Column))
            Next Column
        End If
    Next Row
    WithErrors = Answer
End Function

Private Function WithError(ByVal Cell As Variant) As Variant
    WithError = Cell
    If VarType(Cell) = vbLong Then WithError = CVErr(Cell - FirstError)
End Function

' What a cell shows when the server has not answered; TIER_WHY says it in words.
Public Function Unanswered(ByVal FunctionName As String) As Variant
    Unanswered = CVErr(NotAvailable)
    If FunctionName = "TIER_WHY" Then Unanswered = Said("ribbon-no-server")
End Function

' Run a macro of xltier on the workbook in front.
Public Sub RunMacro(ByVal MacroName As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox Said("ribbon-no-workbook"), vbInformation, "xltier"
        Exit Sub
    End If
    If MacroName = "" Or MacroName Like "*[!a-z_]*" Then Exit Sub ' a button of any workbook may have named it
    Running = True
    On Error GoTo failed
    RunPython "import xltier.hosts.excel.macros as macros; macros.run('" & MacroName & "')"
    Running = False
    Exit Sub
failed:
    Running = False
    MsgBox Err.Description, vbExclamation, "xltier"
End Sub

' Whether a macro of ours is what asks for Python.
Public Function MayRun() As Boolean
    MayRun = Running
End Function
